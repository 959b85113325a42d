"""The gate: safety and place before anything is typed (DOMAIN.md 1.1, 1.4). Its answers live in the visitor's own
cookie; of a diverted visitor only a number is kept."""

from collections.abc import Mapping
from datetime import date

from forms import checks, diversions, question_file
from forms.answers import Answers, Held, Value
from forms.questions import Page
from portal.council import Council

# The place of each page in an address, in order; nothing that identifies anyone is asked before the second.
PAGES = {
    "role": "start_role",
    "danger": "safety_now",
    "postcode": "home_postcode",
    "social-worker": "social_worker_now",
}
SPOKEN = "safety_advised"  # asked on the safety stop pages: the only way on from them
_NOT_KEPT = "safety_advised_by"  # names somebody, so it is asked after signing in


def answers_of(kept: Mapping[str, Value]) -> Answers:
    """What the cookie holds, as answers. Whom they rang is asked after signing in; the gate takes it as said."""
    return Answers(
        question_file.load(), {_NOT_KEPT: Held("later")} | {path: Held(value) for path, value in kept.items()}
    )


def page_at(slug: str) -> Page | None:
    """The gate page at this address; None when there is none."""
    return _page(PAGES[slug]) if slug in PAGES else None


def spoken_page() -> Page:
    """The page that asks whether they have rung; on a stop page only its first question is asked."""
    return _page(SPOKEN)


def next_slug(slug: str) -> str | None:
    """The gate page after the one at `slug`; None after the last."""
    order = [*PAGES, None]
    return order[order.index(slug) + 1]


def first_open(answers: Answers, council: Council, today: date) -> str | None:
    """The first gate page that does not lead on yet; None when the gate is done."""
    for slug, page_id in PAGES.items():
        page = _page(page_id)
        if checks.problems(page, answers, None, council, today) or diversions.of(page, answers, today):
            return slug
    return None


def kept_paths() -> frozenset[str]:
    """The questions whose answers the cookie may hold: coded answers and a postcode, never words about anybody."""
    pages = [_page(page_id) for page_id in (*PAGES.values(), SPOKEN)]
    return frozenset(question.id for page in pages for question in page.questions if question.id != _NOT_KEPT)


def _page(page_id: str) -> Page:
    return next(page for page in question_file.load().pages() if page.id == page_id)
