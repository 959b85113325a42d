"""The page of one request for the person who sent it: where it stands, what waits for them, whom to speak to."""

from flask import render_template

from notifications import queries as letters
from portal import clock, council
from portal.accounts import people
from portal.web.visitor import person
from triage import (
    came_back,
    cover,
    holding,
    look_again,
    notes,
    promise,
    queries,
    references,
    replies,
    timeline,
)
from triage.models.requests import HelpRequest
from triage.outcomes import OUTCOMES


def render(found: HelpRequest) -> str:
    """All that the referrer, or the lead who answers for them, reads about `found`."""
    today, asked = clock.today(), replies.asked(found)
    unanswered = [question for question in asked if question.answered_at is None]
    holder = holding.holder_of(found)
    return render_template(
        "triage/referrer/page.html",
        request_=found,
        is_asked=bool(asked),
        words=queries.referrer_words(found),
        outcome=OUTCOMES.get(found.outcome or ""),
        holder=holder,
        out=cover.out(holder, today) if holder else None,
        district=council.current().district(found.district),
        waiting=unanswered if replies.is_waited_for(found) else [],
        too_late_for=[] if replies.is_waited_for(found) else unanswered,
        promised=promise.day_shown(found),
        is_answered=promise.is_kept(found),
        letters=letters.letters_of(found.id, person()),
        is_unread=letters.has_unread(found.id, person()),
        events=timeline.events(found, person()),
        may_withdraw=notes.may_withdraw(found),
        author=holding.referrer_of(found),
        mail_came_back=letters.came_back(found.reference, person()),
        late_contacts=came_back.words_for_referrer(found),
        **looks(found),
    )


def looks(found: HelpRequest) -> dict[str, object]:
    """Where a disagreement stands, with its chain and dates."""
    chain = look_again.chain(found)
    return {
        "chain": chain,
        "standing": look_again.standing(found, chain, clock.today()),
        "look_again_until": look_again.until(found),
    }


def render_shared(reference: str) -> str:
    """The letters that were opened to a colleague, and nothing else of the request; empty for who sees all of it, or
    none."""
    stored = references.read(reference)
    if stored is None or queries.found(stored, person()) is not None:
        return ""
    shared = letters.shared_of(stored, person())
    if not shared:
        return ""
    sender = shared[-1].for_person
    return render_template(
        "triage/referrer/shared.html",
        reference=stored,
        letters=shared,
        author=people.by_id(sender) if sender else None,
        district=council.current().district(shared[-1].district),
    )
