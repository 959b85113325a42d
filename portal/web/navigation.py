"""The few links at the top of every page, by what the visitor may do."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app, request
from markupsafe import Markup

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


def drawn() -> Markup:
    """The visitor's links, nothing when nobody is signed in."""
    visitor = person_or_none()
    if visitor is None:
        return Markup()
    own = (place for place in _PLACES if may(visitor.role, place[0]))
    return _drawn(tuple(Link(text, href, request.path.startswith(href)) for _, text, href in own))


@lru_cache(maxsize=200)
def _drawn(links: tuple[Link, ...]) -> Markup:
    drawn: Any = current_app.jinja_env.get_template("components/navigation_links.html").module
    made: Markup = drawn.navigation_links(links)
    return made
