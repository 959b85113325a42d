"""An invented letter, for whoever changes the wordings: nobody in it is a family's."""

from collections.abc import Mapping
from datetime import date, timedelta

from notifications import core_sentences
from notifications.templating import date_words
from notifications.wordings import ActionLine, Advisor, ChildName, KeptSentence, OutcomeWording, Reader
from portal.council import Council

_FACTS = {
    "service": "Sleep Well", "who": "The Sleep Well team", "need": "sleep", "hub": "The family hub",
    "organisation": "your school", "role": "The school", "first_name": "Jo", "council": "the council next door",
    "team": "its family help team", "n": "3",
}  # fmt: skip
_DATES = {"date": 14, "ring_by": 15}
_REFERENCE = "EH-2222-2222"
_CHILD = ChildName(first_name="Robin", initials="R.E.")


def facts(council: Council, today: date) -> dict[str, str]:
    """Something for each slot of the core sentences."""
    dates = {slot: date_words(today + timedelta(days=days)) for slot, days in _DATES.items()}
    return {**_FACTS, **dates, "district": council.districts[-1].name}


def wording(
    outcome: str, reader: Reader, council: Council, today: date, kept: Mapping[str, KeptSentence]
) -> OutcomeWording:
    """All that the example letter of one outcome says to one reader, with the wordings of `kept`."""
    given = facts(council, today)
    district = council.districts[0]
    is_family = reader is Reader.FAMILY
    return OutcomeWording(
        request_reference=_REFERENCE,
        reader=reader,
        outcome=outcome,
        decided_on=today,
        advisor=Advisor(name="Sam Example", phone=district.phone, email=district.email),
        district=district.slug,
        children=(_CHILD,),
        slots={name: given[name] for name in core_sentences.slots(outcome, reader)},
        first_wish="Feeling well in mind and body" if is_family else "",
        areas=() if is_family else ("Feeling well in mind and body",),
        reasons=("You asked for help with sleep." if is_family else "The family asked for help with sleep.",),
        strengths="You read together every night." if is_family else "",
        actions=(ActionLine(what="We will ring", owner="Early Help Advisor", by=today + timedelta(days=7)),),
        check_back_on=today + timedelta(days=28),
        look_again_by=None if is_family else today + timedelta(days=14),
        kept=kept,
    )
