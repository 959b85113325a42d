"""Autosave answers edit by edit: what came before, people in lists, colleagues, and whatever cannot be kept."""

from datetime import timedelta
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from forms import autosave, autosave_edits, drafts
from forms.autosave import AlreadySaved, Clash, Result, Saved
from forms.autosave_edits import Edit, Refused
from forms.models import Draft, DraftSave
from portal import db
from portal.accounts.models import SignIn
from portal.web.words import time_words
from tests.factories import drafts as made
from tests.factories import sharing
from tests.forms.typing_in import NOW, begun, edit, kept, signed_in

pytestmark = pytest.mark.usefixtures("schema")


def save(token: str, draft: Draft, *edits: Edit | Refused, after: timedelta = timedelta()) -> list[Result]:
    return autosave.save(token, draft.id, edits, NOW + after)


def codes(results: list[Result]) -> list[str]:
    return [result.code if isinstance(result, Refused) else type(result).__name__ for result in results]


def handed(*sections: str) -> tuple[Draft, str, str]:
    """A draft handed to a colleague, and the sign-ins of its owner and of the colleague."""
    owner, colleague = sharing.person("Bea Okafor"), sharing.person("Sam Holt")
    draft = made.begin(owner, NOW)
    sharing.hand(draft, colleague, *sections)
    return draft, signed_in(owner), signed_in(colleague)


def test_an_edit_stands_on_the_writers_own_that_was_never_answered() -> None:
    draft, token = begun()
    lost = edit("strengths", "They la")
    save(token, draft, lost)
    newer = Edit("strengths", "They laugh", 0, uuid4(), (uuid4(), lost.edit))
    assert save(token, draft, newer, lost) == [
        Saved("strengths", newer.edit, 2),
        Clash("strengths", lost.edit, 2, "They laugh", "They la", "you", time_words(NOW)),
    ]
    never_came = Edit("network", "Gran", 0, uuid4(), (uuid4(),))
    assert codes(save(token, draft, never_came, never_came)) == ["Saved", "AlreadySaved"]


def test_nobody_stands_on_an_edit_of_somebody_else() -> None:
    draft, owners, colleagues = handed()
    theirs = edit("strengths", "By the owner")
    save(owners, draft, theirs)
    assert codes(save(colleagues, draft, Edit("strengths", "Mine", 0, uuid4(), (theirs.edit,)))) == ["Clash"]


def test_a_clash_says_who_when_and_on_what() -> None:
    draft, owners, colleagues = handed()
    for sign_in in db.session.scalars(select(SignIn)):
        sign_in.device, sign_in.idle_seconds, sign_in.ends_at = "Chrome on Windows", 10**6, NOW + timedelta(days=9)
    db.commit()
    save(colleagues, draft, edit("strengths", "Theirs"))
    (told,) = save(owners, draft, edit("strengths", "Mine"), after=timedelta(hours=30))
    assert isinstance(told, Clash)
    assert (told.theirs, told.by, told.device) == ("Theirs", "Sam Holt", "Chrome on Windows")
    assert told.when.endswith(f"2026 at {time_words(NOW)}")
    assert codes(save(owners, draft, edit("strengths", "Theirs"))) == ["AlreadySaved"]  # both wrote the same


def test_somebody_with_one_section_writes_in_no_other() -> None:
    draft, _, colleagues = handed("story", "children")
    edits = (
        edit("children/ab12", 1),
        edit("strengths", "x"),
        edit("contact_email", "a@b.example"),
        edit("confirm", True),
    )
    assert codes(save(colleagues, draft, *edits)) == ["Saved", "Saved", "not_yours", "not_yours"]
    about = edit("children/ab12/child_first_name", "Ada"), edit("adults/cd34", 1)
    assert codes(save(colleagues, draft, *about)) == ["Saved", "not_yours"]
    assert set(kept(draft)) == {"children/ab12", "strengths", "children/ab12/child_first_name"}


def test_a_child_is_added_named_removed_and_put_back_with_their_words() -> None:
    draft, token = begun()
    row, name = "children/ab12", "children/ab12/child_first_name"
    assert codes(save(token, draft, edit(name, "Ada"), edit(row, 1), edit(name, "Ada"))) == [
        "removed",
        "Saved",
        "Saved",
    ]
    assert codes(save(token, draft, edit(name, "Ada L", 1), edit(row, None, 1))) == ["Saved", "Saved"]
    (late,) = save(token, draft, edit(name, "Ada Lo", 2))
    assert isinstance(late, Refused)
    assert (late.code, late.by, late.when) == ("removed", "you", time_words(NOW))
    assert drafts.answers(draft).items("children") == []
    assert codes(save(token, draft, edit(row, 1, 1), edit(row, 2, 2))) == ["Clash", "Saved"]
    assert kept(draft) == {row: 2, name: "Ada L"}


def test_a_list_takes_as_many_people_as_it_has_room_for() -> None:
    draft, token = begun()
    people = [edit(f"agree_people/p{number}", number + 1) for number in range(6)]
    results = save(token, draft, *people)
    assert codes(results) == ["Saved"] * 4 + ["too_many"] * 2
    assert isinstance(results[-1], Refused) and "4 people who agreed at most" in results[-1].message
    assert codes(save(token, draft, edit("agree_people/p0", None, 1), people[5])) == ["Saved", "Saved"]
    no_places: tuple[Any, ...] = (0, -1, 10_000, 2**70, True, 1.5, "1", [1], {})
    wrong = [edit("agree_people/p1", value, 1) for value in no_places]
    assert codes(save(token, draft, *wrong)) == ["wrong_kind"] * len(wrong)


def test_one_edit_that_cannot_be_read_stops_no_other() -> None:
    draft, token = begun()
    good = {"path": "better", "value": "This stays", "base": None, "edit": str(uuid4()), "at": "1970-01-01T00:00:00Z"}
    no_bases: tuple[Any, ...] = (-1, 1.0, True, "1", 2**31, 2**80, {})
    bad: list[Any] = [
        *(None, 1, "x", [], {}, {"path": "better", "edit": str(uuid4())}),
        *(good | change for change in ({"path": 1}, {"path": "x" * 300}, {"edit": "no id"}, {"edit": None})),
        *(good | {"base": base} for base in no_bases),
        *(good | {"after": after} for after in ("x", [1], ["x"], [str(uuid4())] * 21, {"a": 1})),
    ]
    read = autosave_edits.read({"edits": [*bad, good]})
    assert codes(save(token, draft, *read)) == ["bad_edit"] * len(bad) + ["Saved"]
    row = db.session.scalars(select(DraftSave)).one()
    assert (row.value, row.edited_at) == ("This stays", NOW)  # the writer's own clock is never believed


def test_edits_that_come_again_or_late_bring_no_older_words_back() -> None:
    draft, token = begun()
    typed = [edit("strengths", "x" * number, number - 1) for number in range(1, 41)]
    random, newest = Random(4), 0
    for number, one in enumerate(typed):
        save(token, draft, *random.choices(typed[: number + 1], k=3), one, *random.choices(typed[: number + 1], k=3))
        value = kept(draft)["strengths"]
        assert len(value) > newest
        newest = len(value)
    ledger = db.session.scalars(select(DraftSave).order_by(DraftSave.revision)).all()
    assert [(row.revision, row.edit_id, row.value) for row in ledger] == [
        (n + 1, one.edit, one.value) for n, one in enumerate(typed)
    ]


def test_pauses_of_up_to_five_minutes_are_time_of_writing_and_half_an_hour_a_new_sitting() -> None:
    draft, token = begun()
    for number, minutes in enumerate((0.25, 4, 20, 24, 60)):
        save(token, draft, edit("strengths", str(number), number), after=timedelta(minutes=minutes))
    db.session.refresh(draft)
    assert (draft.active_seconds, draft.sittings) == (8 * 60, 2)
    save(token, draft, edit("network", "By a clock that went back"), after=timedelta(minutes=-90))
    db.session.refresh(draft)
    assert (draft.active_seconds, draft.sittings, draft.saved_at) == (8 * 60, 2, NOW + timedelta(hours=1))
    assert isinstance(save(token, draft, edit("strengths", "4"))[0], AlreadySaved)
