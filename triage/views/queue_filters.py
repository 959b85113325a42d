"""The queue's filters, as the address bar holds them and as links with counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask import request

from portal import council
from portal.council import District
from portal.web import sealed
from portal.web.visitor import person
from triage.queue_counts import COUNTED_UP_TO, Counts
from triage.queue_filters import Filters

_SHOWN = {
    "all": ("All open", "open"),
    "mine": ("Mine", "mine"),
    "unassigned": ("Nobody has", "unassigned"),
    "waiting": ("Waiting for an answer", "waiting"),
    "today": ("Due today", "due_today"),
    "late": ("Late", "late"),
    "checking": ("Checking back", "checking_back"),
}
LONGEST_SEARCH = 100
PATH = "/queue"


@dataclass(frozen=True)
class FilterLink:
    """One link of a filter; `count` in words, empty for a filter without a number."""

    text: str
    href: str
    is_here: bool
    count: str = ""


@dataclass(frozen=True)
class Asked:
    """What the address asks for: `show` is one of the filters' names. `find`: what was typed into the search box,
    `sealed` the same as addresses carry it."""

    show: str
    district: str | None
    find: str
    sealed: str
    after: str | None

    @property
    def filters(self) -> Filters:
        """The same, as the queue's rule takes it."""
        return Filters(
            mine=self.show == "mine",
            unassigned=self.show == "unassigned",
            waiting=self.show == "waiting",
            due_today=self.show == "today",
            late=self.show == "late",
            checking_back=self.show == "checking",
            district=self.district,
        )

    def href(self, **changes: str | None) -> str:
        """The queue's address with `changes`, from its first page unless `after` is given."""
        return self._address(PATH, changes)

    @property
    def now_at(self) -> str:
        """Where the open page asks whether its list has changed."""
        return self._address(f"{PATH}/now", {"after": self.after})

    def _address(self, path: str, changes: dict[str, str | None]) -> str:
        parts = {"show": self.show, "district": self.district, "find": self.sealed, "after": None} | changes
        given = {name: value for name, value in parts.items() if value and (name, value) != ("show", "all")}
        return f"{path}?{urlencode(given)}" if given else path


def asked(districts: tuple[District, ...]) -> Asked:
    """What the visitor asks for; anything unknown counts as not asked."""
    show = request.args.get("show", "")
    district = request.args.get("district", "")
    locked = request.args.get("find", "")
    return Asked(
        show=show if show in _SHOWN else "all",
        district=district if district in {each.slug for each in districts} else None,
        find=(sealed.unseal(locked, to=person().id) or "") if locked else "",
        sealed=locked,
        after=request.args.get("after") or None,
    )


def districts_of(own: Sequence[str], today: date) -> tuple[District, ...]:
    """The districts to choose from; for who works all of them, those that are live."""
    every = council.current().districts
    if len(own) == len(every):
        return council.current().live_districts(today)
    return tuple(district for district in every if district.slug in own)


def show_links(now_asked: Asked, counts: Counts) -> list[FilterLink]:
    """A link for each filter, with how many stand behind it."""
    return [
        FilterLink(
            text,
            now_asked.href(show=name, find=None),
            name == now_asked.show and not now_asked.find,
            words(getattr(counts, field)),
        )
        for name, (text, field) in _SHOWN.items()
    ]


def district_links(now_asked: Asked, districts: tuple[District, ...]) -> list[FilterLink]:
    """A link for each district, none when there is only one."""
    if len(districts) < 2:
        return []
    every = FilterLink("All districts", now_asked.href(district=None), now_asked.district is None)
    return [every] + [
        FilterLink(each.name, now_asked.href(district=each.slug), each.slug == now_asked.district) for each in districts
    ]


def words(count: int) -> str:
    """A count as shown: counting stops where it would be slow."""
    return f"{COUNTED_UP_TO} or more" if count >= COUNTED_UP_TO else str(count)
