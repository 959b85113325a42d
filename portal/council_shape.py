"""What a council file holds. Frozen data; docs/council_file.md explains each entry to the officer who edits it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from portal import council_words as words
from portal.clock import local
from portal.council_brand import Brand
from portal.council_times import Keep, Part, SignInTimes, Targets, Time

Text = Annotated[str, Field(min_length=1, max_length=2000)]
Phone = Annotated[str, AfterValidator(words.phone)]
Email = Annotated[str, AfterValidator(words.email)]
Url = Annotated[str, AfterValidator(words.url)]
Domain = Annotated[str, AfterValidator(words.domain)]
DistrictCode = Annotated[str, AfterValidator(words.district_code)]
WardCode = Annotated[str, AfterValidator(words.ward_code)]
Slug = Annotated[str, AfterValidator(words.slug)]
Date = Annotated[date, BeforeValidator(words.iso_date)]
DayOff = Annotated[date, BeforeValidator(words.day_off)]
Weekday = Annotated[int, BeforeValidator(words.weekday)]
Line = Literal["mash_professionals", "edt", "public", "consultation", "early_help_unit", "text"]


class Phones(Part):
    mash_professionals: Phone
    edt: Phone
    public: Phone
    consultation: Phone
    early_help_unit: Phone
    text: Phone


class OpenHours(Part):
    """Open from `opens` to `closes` on each weekday `first_day` to `last_day` (Monday is 0)."""

    first_day: Weekday
    last_day: Weekday
    opens: Time
    closes: Annotated[Time, AfterValidator(words.after_opening)]


class District(Part):
    """An area with an Early Help team: a whole ONS district (`code`) or a set of wards, from `valid_from` up to and
    with `valid_to`. People can ask online from `live_from`; `how_to_ask` tells them what to do where they cannot."""

    slug: Slug
    name: Text
    code: DistrictCode | None = None
    wards: frozenset[WardCode] = frozenset()
    valid_from: Date
    valid_to: Date | None = None
    live_from: Date | None = None
    phone: Phone
    email: Email
    hubs: tuple[Text, ...] = ()
    how_to_ask: Text

    def stands_on(self, day: date) -> bool:
        """Whether the district exists on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_live(self, day: date) -> bool:
        """Whether people can ask online for families here on `day`."""
        return self.stands_on(day) and self.live_from is not None and self.live_from <= day


class Service(Part):
    """A local service that families can be linked to: it covers `districts`, slugs, from `valid_from` up to and with
    `valid_to`. `offers` and `who` as they read in a letter; `checked_open`: the day somebody last asked it."""

    name: Text
    offers: Text
    who: Text
    districts: Annotated[tuple[Slug, ...], Field(min_length=1)]
    valid_from: Date
    valid_to: Date | None = None
    checked_open: Date

    def stands_on(self, day: date) -> bool:
        """Whether families can be linked to it on `day`."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Neighbour(Part):
    """Another council's early help, for the page that sends people there. `codes`: its ONS district codes."""

    name: Text
    codes: Annotated[tuple[DistrictCode, ...], Field(min_length=1)]
    phone: Phone
    url: Url


class Notify(Part):
    """GOV.UK Notify's e-mail templates for our mail, by their ids, and how long it keeps a letter as a file."""

    template: Annotated[str, AfterValidator(words.notify_template)]
    letter_template: Annotated[str, AfterValidator(words.notify_template)]
    keep_weeks: Annotated[int, Field(ge=1, le=78)] = 26


class Escalation(Part):
    """What a referrer who still disagrees turns to: the safeguarding partnership's escalation policy."""

    name: Text
    url: Url


class Language(Part):
    """One line of a letter in another language, offering the letter in it."""

    name: Text
    code: Annotated[str, AfterValidator(words.language)]
    line: Text


class Council(Part):
    """All that differs from one council to the next."""

    name: Text
    short_name: Text
    address_block: tuple[Text, ...]
    brand: Brand
    phones: Phones
    email: Email
    opening: Mapping[Line, tuple[OpenHours, ...]]
    secure_domains: tuple[Domain, ...]
    targets: Targets = Targets()
    sign_in: SignInTimes = SignInTimes()
    keep: Keep = Keep()
    watch_words: tuple[Text, ...]
    codes: tuple[DistrictCode, ...] = ()
    districts: Annotated[tuple[District, ...], Field(min_length=1)]
    services: tuple[Service, ...] = ()
    neighbours: tuple[Neighbour, ...] = ()
    picture: tuple[tuple[str, ...], ...] = ()  # rows of a simple map: slugs, names of neighbours, - for a gap
    languages: tuple[Language, ...] = ()
    mail_way: Literal["smtp", "notify"] = "smtp"
    notify: Notify | None = None
    escalation: Escalation | None = None
    extra_bank_holidays: frozenset[DayOff] = frozenset()  # proclaimed since the published list was saved

    @property
    def council_codes(self) -> frozenset[str]:
        """Every ONS district code that lies in this council's area."""
        return frozenset(self.codes) | {district.code for district in self.districts if district.code}

    def district(self, slug: str) -> District:
        """The district called `slug` in addresses and rows, whatever its dates. Raises KeyError when there is none."""
        for district in self.districts:
            if district.slug == slug:
                return district
        raise KeyError(slug)

    def services_for(self, district: str, on: date) -> tuple[Service, ...]:
        """The services that cover the district of that slug on that day, in the order of the file."""
        return tuple(each for each in self.services if district in each.districts and each.stands_on(on))

    def live_districts(self, on: date) -> tuple[District, ...]:
        """Where people can ask online on that day, in the order of the file."""
        return tuple(district for district in self.districts if district.is_live(on))

    def district_at(self, district_code: str, ward_code: str | None, on: date) -> District | None:
        """The district that stands on day `on` where those ONS codes are. A ward named by a district goes before the
        whole district it lies in. None: not in this council's area, or split by wards and the ward is not known."""
        standing = [district for district in self.districts if district.stands_on(on)]
        by_ward = [district for district in standing if ward_code in district.wards]
        whole = [district for district in standing if district.code == district_code and not district.wards]
        return next(iter(by_ward + whole), None)

    def neighbour(self, district_code: str) -> Neighbour | None:
        """The early help contact of the other council at that ONS code, when the file has it."""
        return next((other for other in self.neighbours if district_code in other.codes), None)

    def is_secure(self, address: str) -> bool:
        """Whether an e-mail address is at a domain letters may be attached for (DOMAIN.md 3.2)."""
        host = address.rpartition("@")[2].lower()
        return any(host == domain or host.endswith(f".{domain}") for domain in self.secure_domains)

    def is_open(self, phone: Line, at: datetime, is_bank_holiday: bool) -> bool:
        """Whether the line `phone` is staffed at the moment `at`. Lines that `opening` does not name are always
        staffed; the others rest on bank holidays."""
        if phone not in self.opening:
            return True
        at = local(at)
        return not is_bank_holiday and any(
            hours.first_day <= at.weekday() <= hours.last_day and hours.opens <= at.time() < hours.closes
            for hours in self.opening[phone]
        )
