"""The form's rules and its way, followed by a page's script as the portal follows them: compared on example families,
a sample of the answers that rules ask about left out or changed, and people taken out."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest
from playwright.sync_api import Page

from forms import blank, drafts, rules, showing, stops, wayfinding
from forms.answers import Answers, Held
from forms.questions import QuestionSet
from forms.wayfinding import Step
from tests.factories import drafts as made

pytestmark = pytest.mark.browser
_TODAY = date(2026, 11, 20)
_FOLLOWED = """async ([rows, today]) => {
  const at = (name) => import(`/static/js/form/offline/${name}.js`);
  const [{ Bundle }, way] = [await at("bundle"), await at("way")];
  const data = await (await fetch("/form/2026-11/blank.json")).json();
  data.sections.forEach(({ pages }) => pages.forEach((page) => (page.html = "there")));
  return rows.map((row) => {
    const places = Object.entries(row).filter(([, value]) => Number.isInteger(value));
    places.sort((one, other) => one[1] - other[1]);
    const items = (repeat) =>
      places.filter(([path]) => path.startsWith(`${repeat}/`)).map(([path]) => path.split("/")[1]);
    const bundle = new Bundle(structuredClone(data), { items, value: (path) => row[path] ?? null }, new Date(...today));
    const told = (step) => step && [step.page?.id ?? null, step.item ?? null, step.repeat ?? null];
    const asked = {}, steps = {}, stops = new Set();
    for (const section of bundle.sections) {
      for (const page of section.pages) {
        if (bundle.stop(page)) stops.add(bundle.stop(page));
        for (const item of page.repeat ? items(page.repeat) : [null])
          asked[`${page.id} ${item}`] = bundle.asked(page, item).map(([path]) => path);
      }
      if (section.number && section.pages.length) steps[section.id] = way.steps(bundle, section)
        .map((step) => [told(step), told(way.before(bundle, step)), told(way.after(bundle, step))]);
    }
    return { asked, steps, stops: [...stops].sort() };
  });
}"""


def test_the_script_follows_the_rules_as_the_portal_does(desktop: Page) -> None:
    families = [drafts.answers(made.of_case(name)) for name in made.NAMES]
    tried = families + [changed for family in families for changed in islice(_changed(family), 0, None, 4)]
    desktop.goto("/health")
    rows = [{path: held.value for path, held in answers.rows.items()} for answers in tried]
    found = desktop.evaluate(_FOLLOWED, [rows, [_TODAY.year, _TODAY.month - 1, _TODAY.day]])
    assert len(tried) > 50
    for answers, followed in zip(tried, found, strict=True):
        assert followed == _by_the_portal(answers)


def _changed(answers: Answers) -> Iterator[Answers]:
    asked_about = _asked_about(answers.questions)
    rows = dict(answers.rows)
    for path, held in rows.items():
        question = answers.questions.by_id.get(path.rpartition("/")[2])
        if question is None:  # a person's place
            yield Answers(answers.questions, rows | {path: Held(None)})
        elif question.id in asked_about:
            yield Answers(answers.questions, {other: kept for other, kept in rows.items() if other != path})
            others = [option.value for option in question.options if option.value != held.value]
            if others and isinstance(held.value, str):
                yield Answers(answers.questions, rows | {path: Held(others[-1])})


def _asked_about(questions: QuestionSet) -> set[str]:
    conditions = [
        rule for question in questions.by_id.values() for rule in (question.show_if, question.way_back) if rule
    ]
    return {"child_dob"}.union(*map(rules.fields, conditions))


def _by_the_portal(answers: Answers) -> dict[str, Any]:
    asked, steps = {}, {}
    for page in blank.pages(answers.questions):
        for item in answers.items(page.repeat.id) if page.repeat else [None]:
            asked[f"{page.id} {item or 'null'}"] = [path for path, _ in showing.paths(page, answers, item, _TODAY)]
    for section in answers.questions.sections[1:-1]:
        way = wayfinding.steps(answers, section, _TODAY)
        around = [(wayfinding.before(answers, step, _TODAY), wayfinding.after(answers, step, _TODAY)) for step in way]
        steps[section.id] = [[_told(step), *map(_told, both)] for step, both in zip(way, around, strict=True)]
    del asked["confirm null"]
    return {"asked": asked, "steps": steps, "stops": sorted({stop.page for stop in stops.in_force(answers, _TODAY)})}


def _told(step: Step | None) -> list[str | None] | None:
    if step is None:
        return None
    return [step.page.id if step.page else None, step.item, step.repeat.id if step.repeat else None]
