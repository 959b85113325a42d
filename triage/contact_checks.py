"""What is wrong with a contact as it was told, field by field, each message naming the fix (DOMAIN.md 1.4 rule 5)."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from portal import clock
from triage import already_helping, contact_ways
from triage.contact_results import DID_NOT_COME, MEET, MESSAGE, PHONE, REACHED, results_of, ways_of
from triage.models.contacts import Contact, With
from triage.models.requests import HelpRequest

LONGEST, LONGEST_NAME = 2000, 200
_UNSAFE = "Nobody said this way is safe. Choose one of the ways they ticked."


def problems(
    told: Mapping[str, Any], request: HelpRequest, answers: dict[str, Any], before: Sequence[Contact], now: datetime
) -> dict[str, str]:
    """Field of `contacts.Told` -> its first problem. `before`: the contacts kept so far."""
    found = [*_way(told, answers), *_whom(told, answers, before), *_result(told, answers), *_times(told, request, now)]
    return dict(reversed(found))


def _way(told: Mapping[str, Any], answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    is_family = told["with_whom"] is With.FAMILY
    if told["way"] not in _offered(told, answers):
        yield "way", _UNSAFE if is_family and told["way"] else "Select how you tried to reach them"


def _offered(told: Mapping[str, Any], answers: dict[str, Any]) -> dict[str, str]:
    is_family = told["with_whom"] is With.FAMILY
    return dict(contact_ways.offered(answers) if is_family else ways_of(told["with_whom"]))


def _whom(told: Mapping[str, Any], answers: dict[str, Any], before: Sequence[Contact]) -> Iterator[tuple[str, str]]:
    name = told["whom"].strip()
    if len(name) > LONGEST_NAME:
        yield "whom", f"The name must be {LONGEST_NAME} characters or fewer"
    if told["with_whom"] is not With.SERVICE:
        return
    if not name:
        yield "whom", "Select the service, or enter its name"
    known = already_helping.named(name, already_helping.services(answers, before))
    if known and not known.may_be_asked:
        yield "whom", "The family said no to us talking to this service. Ask the family first; do not ring it."
    elif (known is None or known.said != "yes") and name and not told["said_yes"]:
        yield "said_yes", "Tick that the family said yes. If they have not, ask them before you ring this service."


def _result(told: Mapping[str, Any], answers: dict[str, Any]) -> Iterator[tuple[str, str]]:
    result, is_family = told["result"], told["with_whom"] is With.FAMILY
    if is_family and result == MESSAGE and told["way"] == PHONE:
        yield "result", _left_a_message(answers)
    if result == DID_NOT_COME and told["way"] != MEET:
        yield "result", "“They did not come” is for a meeting. Choose another answer, or change the way."
    if result not in dict(results_of(_offered(told, answers))):
        yield "result", "Select how it went"
    if result == REACHED and not told["words"].strip():
        yield "words", "Write what was said, in a line or two"
    if len(told["words"]) > LONGEST:
        yield "words", f"Use {LONGEST:,} characters or fewer"


def _left_a_message(answers: dict[str, Any]) -> str:
    if "voicemail" in contact_ways.ticked(answers):
        return "If you left a message, select voicemail as the way"
    return "Nobody said voicemail is safe: leave none. If one was left, add a note and tell your service manager."


def _times(told: Mapping[str, Any], request: HelpRequest, now: datetime) -> Iterator[tuple[str, str]]:
    at = told["at"] or now
    if at > now:
        yield "at", "When it was must be in the past. To plan a try, use “Try again on”."
    elif at < request.sent_at:
        yield "at", "When it was must be after the request was sent. Put an earlier call in a note."
    if told["next_on"] and told["next_on"] < clock.local(now).date():
        yield "next_on", "The day to try again must be today or later"
