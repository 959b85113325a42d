"""Drafts: whose they are, how people are added and removed, what carries over and what is suggested."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forms import drafts, life_acts, paths, prefill, question_file, saving, watch
from forms.answers import Answers
from forms.models import Draft
from forms.saving import CannotKeep, TooMany
from portal import clock, council, day_counts, db
from portal.access import Role
from portal.accounts.models import User
from portal.day_counts import DayCount
from tests.factories import drafts as made
from tests.factories import people, places, requests
from tests.factories.drafts import answers as given

NOW = clock.now()
TODAY = clock.local(NOW).date()


def fresh(draft: Draft) -> Answers:
    db.session.flush()
    return drafts.answers(draft)


def test_a_draft_begins_with_what_was_said_at_the_gate(schema: object) -> None:
    gate = {"start_role": "work", "safety_now": "no", "home_postcode": "DN22 9ZZ", "made_up": "x"}
    draft = made.begin(**gate)
    rows = fresh(draft).rows
    assert {path: held.value for path, held in rows.items()} == {"safety_now": "no", "home_postcode": "DN22 9ZZ"}


def test_a_draft_is_found_by_its_owner_alone(schema: object) -> None:
    owner, other = people.make(), people.make()
    draft = made.begin(owner)
    assert drafts.find(draft.id, owner) is draft
    assert drafts.find(draft.id, other) is None
    life_acts.delete(draft, owner, NOW)
    assert drafts.find(draft.id, owner) is None


def test_own_drafts_are_listed_newest_saved_first_without_sent_ones(schema: object) -> None:
    owner = people.make()
    older, newer, sent = (made.begin(owner, NOW + timedelta(minutes=minutes)) for minutes in (0, 5, 9))
    sent.sent_at = NOW
    made.begin()
    assert drafts.mine(owner) == [newer, older]


def test_a_page_is_kept_as_typed_and_unchanged_answers_keep_their_revision(schema: object) -> None:
    draft = made.begin()
    saving.save_page(draft, {"strengths": "  Amy  ", "home_postcode": "DN2"}, draft.owner_id, NOW)
    saving.save_page(draft, {"strengths": "  Amy  ", "home_postcode": "DN22 9ZZ"}, draft.owner_id, NOW)
    answers = fresh(draft)
    assert (answers.text("strengths"), answers.revision("strengths")) == ("  Amy  ", 1)
    assert (answers.text("home_postcode"), answers.revision("home_postcode")) == ("DN22 9ZZ", 2)


def test_what_cannot_be_kept_is_told_and_the_rest_of_the_page_is_kept(schema: object) -> None:
    draft = made.begin()
    with pytest.raises(CannotKeep) as told:
        saving.save_page(draft, {"worries": "\x00", "tried": "Much"}, draft.owner_id, NOW)
    assert told.value.path == "worries"
    assert fresh(draft).text("tried") == "Much"


def test_people_are_added_in_order_up_to_the_most_and_removed(schema: object) -> None:
    draft = made.begin()
    items = [saving.add_item(draft, "agree_people", draft.owner_id, NOW) for _ in range(4)]
    with pytest.raises(TooMany, match="4 people"):
        saving.add_item(draft, "agree_people", draft.owner_id, NOW)
    saving.save_page(draft, {f"agree_people/{items[1]}/agree_name": "Jo"}, draft.owner_id, NOW)
    saving.remove_item(draft, "agree_people", items[1], draft.owner_id, NOW)
    saving.remove_item(draft, "agree_people", items[1], draft.owner_id, NOW)
    answers = fresh(draft)
    assert answers.items("agree_people") == [items[0], items[2], items[3]]
    assert answers.value(f"agree_people/{items[1]}/agree_name") == "Jo"  # waits for them to be put back
    with pytest.raises(KeyError):
        saving.save_page(draft, {f"agree_people/{items[1]}/agree_name": "Jo"}, draft.owner_id, NOW)


def agree(draft: Draft, name: str, relationship: str) -> str:
    item = saving.add_item(draft, "agree_people", draft.owner_id, NOW)
    at = f"agree_people/{item}"
    said = {f"{at}/agree_name": name, f"{at}/agree_relationship": relationship, f"{at}/agree_pr": "yes"}
    saving.save_page(draft, said, draft.owner_id, NOW)
    return item


def test_people_who_agreed_become_adults_once_and_stay_removed(schema: object) -> None:
    draft = made.begin()
    mother = agree(draft, "Ana Maria  Dumitru", "mother")
    agree(draft, "Beth Dumitru", "young_person_themselves")
    single = agree(draft, "Mononym", "grandparent")
    answers = fresh(draft)
    assert answers.items("adults") == [mother, single]
    assert answers.text(f"adults/{mother}/adult_first_name") == "Ana Maria"
    assert answers.text(f"adults/{mother}/adult_last_name") == "Dumitru"
    assert answers.text(f"adults/{single}/adult_last_name") == ""
    saving.remove_item(draft, "adults", mother, draft.owner_id, NOW)
    saving.save_page(draft, {"strengths": "x"}, draft.owner_id, NOW)
    assert fresh(draft).items("adults") == [single]


def test_suggestions_come_from_the_account_and_the_day_and_never_from_another_child() -> None:
    person = User(email="a@school.example", role=Role.REFERRER, name="Ama", lead="Rhys", created_at=NOW)
    answers = given(children__a=1, children__b=2, children__a__child_ethnicity="Roma", home_postcode="dn229zz")
    wanted = {
        "ref_name": "Ama",
        "ref_lead": "Rhys",
        "ref_job": None,
        "agree_on": TODAY.isoformat(),
        "child_ethnicity": None,
        "home_address": "DN22 9ZZ",
        "strengths": None,
    }
    questions = question_file.load().by_id
    assert {id_: prefill.suggested(questions[id_], answers, person, TODAY) for id_ in wanted} == wanted


def test_how_to_be_told_is_suggested_as_last_time_and_who_stands_in_for_four_weeks(schema: object) -> None:
    places.gazetteer()
    owner, questions = people.make(), question_file.load().by_id
    told, away = questions["outcome_to_me"], questions["ref_away"]
    assert prefill.suggested(told, given(), owner, TODAY) is None
    for days, said in ((40, "email"), (30, "phone_then_email")):
        requests.sent(by=owner, at=NOW - timedelta(days=days), outcome_to_me=said, ref_away="In May: ask Jo")
    made.begin(owner, outcome_to_me="never sent")
    assert prefill.suggested(told, given(), owner, TODAY) == "phone_then_email"
    assert prefill.suggested(away, given(), owner, TODAY) is None
    assert prefill.suggested(away, given(), owner, TODAY - timedelta(days=2)) == "In May: ask Jo"


def test_stop_pages_are_counted_by_day_and_place(schema: object) -> None:
    for key in ("", "derbyshire", "derbyshire"):
        day_counts.count("stop_other_council", key, TODAY)
    rows = db.session.execute(select(DayCount.day, DayCount.key, DayCount.count).order_by(DayCount.key)).all()
    assert [tuple(row) for row in rows] == [(TODAY, "", 1), (TODAY, "derbyshire", 2)]


@pytest.mark.parametrize(
    ("text", "is_hit"),
    [
        ("He has BRUISES on his arm", True),
        ("Dad was hitting out", True),
        ("She was burned", True),
        ("fgm", True),
        ("a forced marriage", True),
        ("Beatrice from Burnley likes white chocolate", False),
        ("He is dismissing it", False),
        ("", False),
    ],
)
def test_watched_words_are_found_with_their_endings_and_not_inside_others(
    text: str, is_hit: bool, schema: object
) -> None:
    assert watch.is_hit(text, council.current()) is is_hit
    assert watch.hits(given(worries=text), council.current()) == (["worries"] if is_hit else [])
    assert watch.hits(given(worries=text, watch_not_this__worries=True), council.current()) == []


def test_the_answer_to_a_notice_can_be_autosaved() -> None:
    assert paths.find("watch_not_this/worries", question_file.load()).question is None
    with pytest.raises(KeyError):
        paths.find("watch_not_this/nothing", question_file.load())
