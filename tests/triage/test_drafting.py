"""Writing a decision: what is missing, refused or private is told before the letters can go."""

from datetime import timedelta

import pytest

from portal import clock
from tests.factories import decisions as written
from tests.factories import requests
from triage import decisions, drafting
from triage.outcomes import OUTCOMES
from triage.pieces import Action
from triage.previewing import Incomplete
from triage.refusals import Clash
from triage.slots import Kind


@pytest.mark.parametrize("code", OUTCOMES)
def test_no_outcome_goes_without_an_action(code: str) -> None:
    request, advisor = written.written(code, actions=())
    shown = decisions.preview(request, advisor, clock.now())
    assert [gap.field for gap in shown.gaps] == ["actions"]
    with pytest.raises(Incomplete):
        decisions.decide(request, advisor, clock.now(), read_to_end=True)


@pytest.mark.parametrize("code", OUTCOMES)
def test_what_an_outcome_must_have_is_asked_for(code: str) -> None:
    request, advisor = written.written(code, slots={})
    shown = decisions.preview(request, advisor, clock.now())
    typed = [slot for slot in OUTCOMES[code].slots if slot.required and slot.kind is not Kind.KNOWN]
    assert {gap.field for gap in shown.gaps} == {f"slots.{code}.{slot.id}" for slot in typed}


PRIVATE = ["Alfie Marsh will be seen.", "Ring 07700 900141.", "He lives at Tannery Row.", "Born 2017-02-11.", "Alfie"]


@pytest.mark.parametrize("words", PRIVATE)
def test_private_details_typed_into_the_referrers_letter_stop_it(words: str) -> None:
    request, advisor = written.written(words_referrer=words)
    shown = decisions.preview(request, advisor, clock.now())
    assert shown.referrer_problems
    with pytest.raises(Incomplete):
        decisions.decide(request, advisor, clock.now(), read_to_end=True)


def test_refused_words_are_told_beside_their_box() -> None:
    request, advisor = written.written(reasons=("Does not meet threshold",))
    gap = decisions.preview(request, advisor, clock.now()).gaps[0]
    assert (gap.step, gap.field) == ("words", "reasons.0")


def test_no_post_goes_to_a_family_that_did_not_tick_it() -> None:
    request, _ = written.written(family_way="letter_to_home")
    unticked = requests.sent(contact_ways=["phone_call"])
    assert "letter_to_home" in dict(drafting.family_ways(request))
    assert dict(drafting.family_ways(unticked)).keys() == {"phone_call", "handed_over", "none"}


def test_two_writers_of_one_decision_never_overwrite_each_other() -> None:
    request, advisor = written.written()
    draft = drafting.begin(request, advisor, clock.now())
    base = draft.version
    drafting.save(draft, written.pieces(words_family="First."), base=base, by=advisor, now=clock.now())
    with pytest.raises(Clash):
        drafting.save(draft, written.pieces(words_family="Second."), base=base, by=advisor, now=clock.now())
    assert drafting.pieces_of(draft).words_family == "First."


def test_an_action_in_the_past_or_without_an_owner_is_asked_about() -> None:
    yesterday = clock.today() - timedelta(days=1)
    request, advisor = written.written(actions=(Action(what="Ring", by=yesterday.isoformat()),))
    fields = [gap.field for gap in decisions.preview(request, advisor, clock.now()).gaps]
    assert fields == ["actions.0.owner", "actions.0.by"]


def test_the_same_district_is_no_other_district() -> None:
    given = written.pieces("transfer_district").slots["transfer_district"] | {"district": "bassetlaw"}
    request, advisor = written.written("transfer_district", slots={"transfer_district": given})
    gaps = decisions.preview(request, advisor, clock.now()).gaps
    assert [gap.message for gap in gaps] == ["Select another district than this one"]
