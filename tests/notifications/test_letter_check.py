"""What stops a letter before it is sent, and how each problem names its fix."""

import time

import pytest

from notifications import letters
from notifications.wordings import Private, Reader
from tests.factories.letters import wording

PRIVATE = Private(
    names=("Alfie Marsh", "Marsh"),
    strings=("07700 900141", "14 Tannery Row", "2017-02-11", "DN22 9ZZ"),
    child_names=("Alfie",),
)
pytestmark = pytest.mark.usefixtures("schema")


def wrong(words: str, **facts: object) -> str:
    found = letters.check(wording(words=words, **facts), PRIVATE)
    assert all(problem.fix for problem in found)
    return " ".join(problem.wrong for problem in found)


def test_a_plain_letter_has_no_problem():
    assert letters.check(wording(words="Please ring us if you need to."), PRIVATE) == []


@pytest.mark.parametrize(
    "never",
    ["threshold", "tier 2", "Level 3", "level of need", "NFA", "no further action", "inappropriate", "domestic abuse",
     "police", "mental illness", "drug", "drugs", "a risk score", "safe contact", "code word"],
)  # fmt: skip
def test_words_that_no_letter_says_are_refused(never):
    assert "is never said" in wrong(f"This is about {never} today.")


@pytest.mark.parametrize("fine", ["We will go up a level together.", "Frontier House is open.", "They scoped it."])
def test_ordinary_words_that_look_like_them_pass(fine):
    assert wrong(fine) == ""


@pytest.mark.parametrize(
    ("leak", "what"),
    [("07700 900141", "a phone number"), ("+44 7700 900 555", "a phone number"), ("x.y@home.example", "an email"),
     ("DN22 9ZZ", "a postcode"), ("dn229zz", "a postcode"), ("11/02/2017", "a date of birth"),
     ("2017-02-11", "a date of birth"), ("11 February 2017", "something private"),
     ("14 tannery row", "something private"),
     ("Mrs Marsh", "a name"), ("ALFIE", "a first name from the request"), ("born on a Monday", "a date of birth")],
)  # fmt: skip
def test_private_details_are_found(leak, what):
    assert what in wrong(f"We know of {leak} now.")


def test_each_detail_is_named_once_as_it_is_written():
    kept_out = Private(names=("Dawn Marsh", "Marsh"), first_names=("Dawn",), strings=("07700 900141",))
    found = letters.check(wording(words="Dawn Marsh will come. Ring 07700 900141."), kept_out)
    assert [(each.sentence, each.wrong) for each in found] == [
        ("Ring 07700 900141.", "“07700 900141” looks like a phone number."),
        ("Dawn Marsh will come.", "“Dawn Marsh” looks like a name."),
    ]


def test_a_parents_first_name_is_named_with_its_sentence_and_what_to_write():
    kept_out = Private(first_names=("Dawn",), child_names=("Alfie",))
    (problem,) = letters.check(wording(words="We will ring. Dawn knows this. All is well."), kept_out)
    assert problem.sentence == "Dawn knows this."
    assert "first name from the request" in problem.wrong and "“the mother” or “a parent”" in problem.fix


def test_the_council_s_own_number_may_be_said():
    assert wrong("Ring 0115 496 0105 to talk.") == ""


def test_a_family_s_letter_may_say_the_child_s_first_name_but_not_the_surname():
    assert wrong("Alfie will have a place.", reader=Reader.FAMILY) == ""
    assert "a name" in wrong("Alfie Marsh will have a place.", reader=Reader.FAMILY)


def test_a_child_called_nfa_does_not_stop_their_own_letter():
    from_name = wording().children[0].__class__(first_name="NFA", initials="N.")
    assert wrong("NFA will have a place.", reader=Reader.FAMILY, children=(from_name,)) == ""


HARD = (
    "Notwithstanding the aforementioned considerations, multidisciplinary professionals will subsequently undertake "
    "comprehensive deliberations regarding appropriate interventions and organisational collaboration opportunities, "
    "facilitating sustainable, family-centred implementation of individualised developmental recommendations. "
) * 3


def test_a_letter_too_hard_to_read_names_its_hardest_sentence():
    found = letters.check(wording(words=HARD, reader=Reader.FAMILY), PRIVATE)
    assert any("reads at grade" in problem.wrong and "Notwithstanding" in problem.sentence for problem in found)


def test_too_many_words_are_refused_with_how_many_to_cut():
    assert "typed words" in wrong("We will help.\n" * 10_000)


@pytest.mark.parametrize("piece", ["a", "0 ", "a.", "@", "\n", "1/", "A1 "])
def test_a_hundred_thousand_characters_are_judged_at_once(piece):
    began = time.monotonic()
    assert "typed words" in wrong(piece * (100_000 // len(piece)))
    wrong(piece * (5_900 // len(piece)))
    assert time.monotonic() - began < 3
