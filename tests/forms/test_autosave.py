"""Autosave: nothing acknowledged is lost, nothing newer is overwritten, nobody writes in another's draft."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from forms import autosave, autosave_edits
from forms.autosave import AlreadySaved, Clash, Saved
from forms.autosave_edits import Edit, Refused
from portal import db
from portal.web.words import time_words
from tests.factories import statements
from tests.forms.typing_in import NOW, begun, edit, kept


def test_an_edit_is_kept_and_its_revision_counts_up(schema: object) -> None:
    draft, token = begun()
    (first,) = autosave.save(token, draft.id, [edit("strengths", "They laugh")], NOW)
    (second,) = autosave.save(token, draft.id, [edit("strengths", "They laugh a lot", 1)], NOW)
    assert [type(first), type(second)] == [Saved, Saved]
    assert (first.revision, second.revision) == (1, 2)
    assert kept(draft) == {"strengths": "They laugh a lot"}


def test_saving_is_one_statement_outside_the_web_session(schema: object) -> None:
    draft, token = begun()
    db.session.remove()
    with statements.on_the_wire() as sent:
        autosave.save(token, draft.id, [edit("strengths", "One"), edit("network", "Two")], NOW)
    assert len(sent) == 1, sent
    assert not db.session.registry.has()


def test_the_same_edit_again_is_told_as_saved_already(schema: object) -> None:
    draft, token = begun()
    once = edit("strengths", "They laugh")
    assert autosave.save(token, draft.id, [once], NOW) == [Saved("strengths", once.edit, 1)]
    assert autosave.save(token, draft.id, [once], NOW) == [AlreadySaved("strengths", once.edit, 1)]


@pytest.mark.parametrize("base", [None, 0, 1, 7])
def test_an_edit_from_an_old_base_clashes_and_overwrites_nothing(base: int | None, schema: object) -> None:
    draft, token = begun()
    autosave.save(token, draft.id, [edit("strengths", "First")], NOW)
    autosave.save(token, draft.id, [edit("strengths", "Newer", 1)], NOW)
    late = edit("strengths", "Old", base)
    (told,) = autosave.save(token, draft.id, [late], NOW)
    assert told == Clash("strengths", late.edit, 2, "Newer", "Old", "you", time_words(NOW))
    assert kept(draft) == {"strengths": "Newer"}


def test_a_base_nobody_was_given_clashes_with_nothing_kept(schema: object) -> None:
    draft, token = begun()
    odd = edit("strengths", "Mine", 3)
    assert autosave.save(token, draft.id, [odd], NOW) == [Clash("strengths", odd.edit, 0, None, "Mine")]


def test_what_cannot_be_kept_is_refused_and_the_rest_is_saved(schema: object) -> None:
    draft, token = begun()
    bad = [
        edit("no_such_question", "x"),
        edit("start_role", "work"),
        edit("need_note/no_such_area", "x"),
        edit("children/1234/child_first_name", "Ada"),
        edit("children/abcd", "1"),
        edit("worries", "x" * 1_000_000),
        edit("worries", "nul \x00 here"),
        edit("worries", "half \ud800 here"),
        edit("worries", ["a list"]),
        edit("need_areas", "no list"),
        edit("home_postcode_none", "yes"),
    ]
    results = autosave.save(token, draft.id, [*bad, edit("better", "This stays")], NOW)
    assert [result.code for result in results if isinstance(result, Refused)] == [
        *["unknown_question"] * 3,
        "removed",
        "wrong_kind",
        "too_long",
        *["broken_text"] * 2,
        *["wrong_kind"] * 3,
    ]
    assert isinstance(results[-1], Saved)
    assert kept(draft) == {"better": "This stays"}


def test_text_that_is_not_valid_yet_is_kept_as_typed(schema: object) -> None:
    draft, token = begun()
    typed = {"home_postcode": "DN2", "contact_email": "ama@", "agree_status": "not an option", "contact_phone": "12"}
    results = autosave.save(token, draft.id, [edit(path, value) for path, value in typed.items()], NOW)
    assert all(isinstance(result, Saved) for result in results)
    assert kept(draft) == typed


def test_two_edits_of_one_answer_in_one_save_are_taken_in_turn(schema: object) -> None:
    draft, token = begun()
    first, second = edit("strengths", "One"), edit("strengths", "Two", 1)
    results = autosave.save(token, draft.id, [first, second], NOW)
    assert results == [Saved("strengths", first.edit, 1), Saved("strengths", second.edit, 2)]


@pytest.mark.parametrize("body", [None, [], {}, "edits", {"edits": []}, {"edits": {}}, {"edits": [1] * 501}])
def test_a_body_that_is_no_list_of_edits_is_told_plainly(body: object) -> None:
    with pytest.raises(ValueError, match="Send edits as a list"):
        autosave_edits.read(body)


def test_of_twenty_writers_at_once_one_wins_and_all_are_told(schema: object) -> None:
    draft, token = begun()
    edits = [edit("strengths", f"Writer {number}") for number in range(20)]

    def save(one: Edit) -> autosave.Result:
        return autosave.save(token, draft.id, [one], NOW)[0]

    with ThreadPoolExecutor(20) as pool:
        results = list(pool.map(save, edits))
    (winner,) = [result for result in results if isinstance(result, Saved)]
    losers = [result for result in results if isinstance(result, Clash)]
    assert len(losers) == 19
    (won,) = [one.value for one in edits if one.edit == winner.edit]
    assert kept(draft) == {"strengths": won}
    assert {loser.theirs for loser in losers} == {won}
