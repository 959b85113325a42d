"""Which answers belong to a section that is handed over, and who wrote them."""

from datetime import timedelta

import pytest

from forms import paths, question_file, sharing, sharing_writers
from forms.models import DraftAnswer
from forms.sharing import OWNER, Rights
from portal import clock, db
from tests.factories import drafts as made
from tests.factories import sharing as shared

NOW = clock.now()


def test_each_answer_belongs_to_one_section_and_names_go_with_those_asked_about() -> None:
    questions, story = question_file.load(), Rights(sections=frozenset({"story"}))
    read = (
        "strengths",
        "watch_not_this/strengths",
        "children/a",
        "children/a/child_first_name",
        "children/a/child_voice",
    )
    closed = (
        "children/a/child_dob",
        "adults/a",
        "adults/a/adult_first_name",
        "home_postcode",
        "need_note/x",
        "nothing",
    )
    assert [path for path in (*read, *closed) if sharing.may_read(path, story, questions)] == list(read)
    assert sharing.section_of("children/a", questions) == "children"
    with pytest.raises(paths.Unknown):
        sharing.section_of("start_role", questions)


def test_who_wrote_what_is_told_by_section_and_who_writes_now(schema: object) -> None:
    owner, amy = shared.person("Priya Nair"), shared.person("Amy Hart")
    draft = made.of_case("c1", owner)
    assert sharing_writers.of(draft, OWNER).last_of("story") is None
    for path, minutes in (("strengths", 1), ("need_areas", 3)):
        row = db.session.get_one(DraftAnswer, (draft.id, path))
        row.edited_by, row.edited_at = amy.id, NOW - timedelta(minutes=minutes)
    db.commit()
    writers = sharing_writers.of(draft, OWNER)
    last = writers.last_of("story")
    assert last and (last.name, last.at) == ("Amy Hart", NOW - timedelta(minutes=1))
    assert writers.writing_now(owner, NOW) == [("Amy Hart", "story")] and not writers.writing_now(amy, NOW)
    of_needs = sharing_writers.of(draft, Rights(sections=frozenset({"needs"})))
    assert {change.section for change in of_needs.of_path.values()} == {"needs"}
