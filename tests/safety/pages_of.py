"""Addresses of everything about the family, and who may open which (DOMAIN.md 2.1)."""

from collections.abc import Iterator
from uuid import uuid4

from tests.safety.estate import NOBODY, Estate

OWNER = frozenset({"sender"})
WHOLE = OWNER | {"helper"}  # the draft is handed to them
STORY = WHOLE | {"part_helper"}  # of it this section
SENDERS = frozenset({"sender", "lead"})
COUNCIL = frozenset({"advisor", "duty_eha", "service_manager"})
NONE_REFERENCE, NONE_ID = "EH-7777-7777", str(uuid4())

DRAFT = {
    "": STORY,
    "/strengths": STORY,
    "/children/{child}/child-voice": STORY,
    "/needs": WHOLE,
    "/children/list": WHOLE,
    "/children/{child}/child-who": WHOLE,
    "/children/{child}/remove": WHOLE,
    "/check": WHOLE,
    "/download": STORY,
    "/sent": STORY,
    "/share": OWNER,
    "/delete": OWNER,
    "/keep": OWNER,
}
QUEUE = ("", "/ask", "/new-date", "/note", "/contact", "/contact/family", "/contact/referrer", "/contact/service",
    "/contact/mash", "/contact-safe", "/case-check", "/hand", "/hand-district", "/looked", "/why",
    "/check-back", "/read-now", "/reopen", "/told", "/correct")  # fmt: skip
DECIDE = ("outcome", "details", "actions", "actions/add", "actions/1", "words", "family", "read")
MINE = ("", "/answer", "/note", "/withdraw", "/look-again")


def of_draft(draft_id: str, child: str) -> list[str]:
    return [f"/requests/{draft_id}{page.format(child=child)}" for page in DRAFT]


def of_queue(reference: str) -> list[str]:
    return [f"/queue/{reference}{page}" for page in QUEUE] + [f"/queue/{reference}/decide/{page}" for page in DECIDE]


def of_sender(reference: str) -> list[str]:
    return [f"/r/{reference}{page}" for page in MINE]


def of_letter(letter_id: str) -> list[str]:
    forms = (".pdf", ".txt", "/aloud", "/standard.pdf", "/large-print.pdf", "/pages")
    return [f"/letters/{letter_id}{form}" for form in ("", *forms)]


def readable(estate: Estate) -> Iterator[tuple[frozenset[str], str]]:
    """Who may open which page."""
    yield from zip(DRAFT.values(), of_draft(str(estate.draft.id), estate.child), strict=True)
    for request in (estate.held, estate.decided):
        yield from ((COUNCIL, path) for path in of_queue(request.reference))
        yield from ((SENDERS, path) for path in of_sender(request.reference))
        yield OWNER, f"/r/{request.reference}/again"
    yield COUNCIL, f"/queue/{estate.decided.reference}/actions/{estate.action}"
    yield COUNCIL, f"/queue/{estate.decided.reference}/family-copy"
    yield COUNCIL | {"qa_reviewer"}, f"/second-looks/{estate.look}"
    yield COUNCIL, f"/letters-to-see-to/{estate.task}"
    yield from ((frozenset({"service_manager"}), f"/post-room/{estate.message}{page}") for page in ("", "/stop"))
    may = {"outcome_referrer": SENDERS | COUNCIL, "outcome_family": COUNCIL, "request_copy": SENDERS}
    for kind, letter in estate.letters.items():
        yield from ((may[kind], path) for path in of_letter(str(letter.id)))


def absent(estate: Estate) -> list[tuple[str, str]]:
    """Each page of nothing at all, beside what it would be a page of: (`draft`, path)."""
    pages = [("draft", path) for path in of_draft(NONE_ID, estate.child)]
    pages += [("request", path) for path in (*of_queue(NONE_REFERENCE), *of_sender(NONE_REFERENCE))]
    return pages + [("letter", path) for path in of_letter(NONE_ID)]


def outsiders(estate: Estate, may: frozenset[str]) -> list[str]:
    """Everybody else, and the visitor who is not signed in."""
    return [name for name in (*estate.people, NOBODY) if name not in may]
