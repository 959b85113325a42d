"""The few links at the top of every page, by what the visitor may do."""

from dataclasses import dataclass

from flask import request

from portal.access import Can, may
from portal.web.visitor import person_or_none


@dataclass(frozen=True)
class Link:
    """One link of the navigation; `is_here` when the page shown lies under it."""

    text: str
    href: str
    is_here: bool


_PLACES = (
    (Can.ASK, "Your requests", "/requests"),
    (Can.READ_OWN_REQUESTS, "Your letters", "/letters"),
    (Can.READ_QUEUE, "Queue", "/queue"),
    (Can.READ_QUEUE, "Actions", "/actions"),
    (Can.SECOND_LOOK, "Second looks", "/second-looks"),
    (Can.MANAGE_WORK, "Work", "/workload"),
    (Can.SEE_POST_ROOM, "Post room", "/post-room"),
    (Can.MANAGE_PEOPLE, "People", "/people"),
    (Can.KEEP_WORDINGS, "Wordings", "/wordings"),
    (Can.OWN_ACCOUNT, "Account", "/account"),
)


def links() -> list[Link]:
    """The visitor's links, none when nobody is signed in."""
    visitor = person_or_none()
    if visitor is None:
        return []
    return [Link(text, href, request.path.startswith(href)) for act, text, href in _PLACES if may(visitor.role, act)]
