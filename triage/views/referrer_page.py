"""The page of one request for the person who sent it: where it stands, what waits for them, whom to speak to."""

from flask import abort, render_template

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
    is_unread, why_mail_came_back = letters.news(found.id, found.reference, person())
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
        is_unread=is_unread,
        events=timeline.events(found, person()),
        may_withdraw=notes.may_withdraw(found),
        author=holding.referrer_of(found),
        mail_came_back=why_mail_came_back,
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
    """For who does not see the request: the letters of it that were opened to them, and nothing else. The same 404 as
    for no request where there are none."""
    stored = references.read(reference)
    shared = letters.shared_of(stored, person()) if stored else []
    if not shared:
        abort(404)
    sender = shared[-1].for_person
    return render_template(
        "triage/referrer/shared.html",
        reference=stored,
        letters=shared,
        author=people.by_id(sender) if sender else None,
        district=council.current().district(shared[-1].district),
    )
