"""From a decision to what each letter may say: only coded answers, and text typed for that reader (DOMAIN.md 3.1)."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from notifications import kept_wordings
from notifications.wordings import (
    ActionLine,
    Advisor,
    ChildLine,
    ChildName,
    KeptSentence,
    Layout,
    OutcomeWording,
    Reader,
)
from portal import council
from portal.accounts.models import User
from portal.web.words import date_words
from triage import areas, contact_ways, deadlines, sayable, tags
from triage.children import day_of
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES, FamilyLetter
from triage.pieces import Action, Pieces
from triage.sayable import Sayable, SayableChild
from triage.slots import Kind, Slot

_LARGE = "large_print"
_WORKERS = ("first_name", "lead")


def wordings(
    request: HelpRequest, answers: dict[str, Any], pieces: Pieces, by: User, decided_on: date
) -> tuple[OutcomeWording, OutcomeWording | None]:
    """The referrer's letter, and the family's when this outcome writes to them and a safe way was chosen."""
    said, kept = sayable.of(answers), kept_wordings.in_use()
    if tags.SAFE_CONTACT in request.tags:
        said = replace(said, grown=())
    referrer = _wording(Reader.REFERRER, request, said, pieces, by, decided_on, kept)
    outcome = OUTCOMES[pieces.outcome]
    if outcome.family_letter is FamilyLetter.NO or pieces.family_way == contact_ways.NO_LETTER:
        return referrer, None
    return referrer, _wording(Reader.FAMILY, request, said, pieces, by, decided_on, kept)


def _wording(
    reader: Reader,
    request: HelpRequest,
    said: Sayable,
    pieces: Pieces,
    by: User,
    decided_on: date,
    kept: Mapping[Reader, Mapping[str, KeptSentence]],
) -> OutcomeWording:
    outcome, is_family = OUTCOMES[pieces.outcome], reader is Reader.FAMILY
    wanted = said.family_formats if is_family else (said.referrer_format,)
    bare = OutcomeWording(
        request_reference=request.reference,
        reader=reader,
        outcome=outcome.code,
        decided_on=decided_on,
        advisor=Advisor(name=by.name_in_letters, phone=by.phone, email=by.email),
        district=request.district,
        is_interim=outcome.is_interim,
        layout=Layout.LARGE_PRINT if _LARGE in wanted else Layout.STANDARD,
        language=said.language if is_family else "",
        formats=wanted,
        kept=kept[reader],
        first_wish=areas.in_letter(request.need_first),
        look_again_by=deadlines.look_again_by(decided_on) if outcome.is_followed else None,
    )
    return _told(bare, said, pieces)


def _told(bare: OutcomeWording, said: Sayable, pieces: Pieces) -> OutcomeWording:
    """`bare` with what the request's answers and the advisor's pieces add for this reader."""
    is_family, kids = bare.reader is Reader.FAMILY, [child for child in said.children if child.is_in_request]
    return replace(
        bare,
        children=tuple(ChildName(first_name=child.called, initials=child.initials) for child in kids),
        people=_people(said, pieces, is_family),
        slots=_slots(pieces),
        areas=tuple(filter(None, (areas.in_letter(area) for area in said.areas))),
        reasons=tuple(_reason(reason, kids, is_family) for reason in pieces.reasons if reason.strip()),
        words=pieces.words_family if is_family else pieces.words_referrer,
        strengths=pieces.strengths if is_family else "",
        actions=_actions(pieces, is_family),
        child_lines=_child_lines(pieces, said.children, is_family),
        keep_doing="" if is_family else pieces.keep_doing,
        check_back_on=day_of(pieces.check_back_on) if OUTCOMES[pieces.outcome].is_followed else None,
        also=pieces.also,
    )


def _people(said: Sayable, pieces: Pieces, is_family: bool) -> tuple[str, ...]:
    """Who may be named besides the children and the advisor: the workers that slots name, the person who wrote and, to
    the family, the adults of their home."""
    codes = (pieces.outcome, *pieces.also)
    workers = [pieces.slots_of(code).get(slot, "").strip() for code in codes for slot in _WORKERS]
    return tuple(name for name in (*workers, said.wrote.strip(), *(said.grown if is_family else ())) if name)


def _reason(reason: str, children: list[SayableChild], is_family: bool) -> str:
    """A reason is written once for both letters; the referrer's shows initials where a child is named."""
    text = reason.strip()
    if is_family:
        return text
    for child in children:
        for name in child.names:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", child.initials, text)
    return text


def _actions(pieces: Pieces, is_family: bool) -> tuple[ActionLine, ...]:
    """The actions worded for this reader, soonest first."""
    worded = [(_words(action, is_family), action, day_of(action.by)) for action in pieces.actions]
    lines = [ActionLine(what=what, owner=action.owner, by=by) for what, action, by in worded if what and by]
    return tuple(sorted(lines, key=lambda line: line.by))


def _words(action: Action, is_family: bool) -> str:
    return (action.words_family if is_family else action.words_referrer).strip()


def _child_lines(pieces: Pieces, children: tuple[SayableChild, ...], is_family: bool) -> tuple[ChildLine, ...]:
    return tuple(
        ChildLine(
            name=children[line.position].called if is_family else children[line.position].initials,
            outcome=OUTCOMES[line.outcome].name,
            words=line.words_family if is_family else line.words_referrer,
        )
        for line in pieces.children
        if line.position < len(children)
    )


def _slots(pieces: Pieces) -> dict[str, str]:
    """What the core sentences ask for, dates written out; an extra outcome's slots carry its code."""
    own = _said(pieces, pieces.outcome)
    extra = {f"{code}.{slot}": said for code in pieces.also for slot, said in _said(pieces, code).items()}
    return own | extra


def _said(pieces: Pieces, code: str) -> dict[str, str]:
    typed = pieces.slots_of(code)
    said = {slot.id: _shown(slot, typed.get(slot.id, "").strip()) for slot in OUTCOMES[code].slots if slot.in_letter}
    if code == "family_service":
        said["first_name"] = said["first_name"] or "A family worker"
    if code == "more_information":
        said["n"] = str(len(questions_of(pieces)))
    return {name: text for name, text in said.items() if text}


def _shown(slot: Slot, text: str) -> str:
    day = day_of(text)
    if slot.kind is Kind.DATE and day:
        return date_words(day)
    if slot.kind is Kind.DISTRICT and text:
        return council.current().district(text).name
    return text


def questions_of(pieces: Pieces) -> list[str]:
    """The questions of `more_information`."""
    typed = pieces.slots_of("more_information")
    return [typed[name] for name in ("question_1", "question_2", "question_3") if typed.get(name, "").strip()]
