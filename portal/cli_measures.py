"""`portal measures`: how filling in the form goes, in numbers that know nobody (docs/measures.md)."""

from datetime import date, timedelta

import click

from forms import measures, question_file
from portal import clock, council, db
from triage import letter_measures

_DAYS = 91  # a quarter of a year
_DAY = click.DateTime(["%Y-%m-%d"])


def add_commands(group: click.Group) -> None:
    """Add `portal measures`."""

    @group.command("measures")
    @click.option("--from", "first", type=_DAY, help="First day, such as 2026-09-01; else a quarter of a year ago.")
    @click.option("--to", "last", type=_DAY, help="Last day; else today.")
    def show(first: date | None, last: date | None) -> None:
        """Print M18 to M20 of a period (how many go on to the end, how long it takes, who comes back, what was lost),
        and how letters arrived."""
        until = clock.today() if last is None else date(last.year, last.month, last.day)
        since = until - timedelta(days=_DAYS) if first is None else date(first.year, first.month, first.day)
        with db.transaction():
            lines = [
                *_funnel(since, until),
                *_minutes(since, until),
                *_came_back(since, until),
                *_letters(since, until),
            ]
        click.echo("\n".join([f"{since} to {until}", *lines]))


def _funnel(first: date, last: date) -> list[str]:
    told = measures.funnel(first, last)
    pages = {page.id: page.title for page in question_file.load().pages()}
    steps = {
        "passed the questions before sign-in": told.gate,
        "began a request": told.begun,
        "saved the agreement": told.agreed,
        "half done": told.half_done,
        "sent": told.sent,
    }
    lines = ["", "M18 Started to sent", *(f"  {many:>6}  {step}" for step, many in steps.items())]
    stopped = [f"  {many:>6}  {pages.get(page, page or 'nothing answered')}" for page, many in told.stopped_at.items()]
    return [*lines, "  Not sent, by the page of the last answer:", *(stopped or ["       0"])]


def _minutes(first: date, last: date) -> list[str]:
    told = measures.minutes(first, last)
    if not told.sent:
        return ["", "M19 Time to fill in", "  no request was sent"]
    spread = f"a quarter {told.quarter} or less, a quarter {told.three_quarters} or more"
    return ["", "M19 Time to fill in", f"  median {told.median} active minutes of {told.sent} requests; {spread}"]


def _came_back(first: date, last: date) -> list[str]:
    told = measures.came_back(first, last)
    share = "-" if told.share is None else f"{told.share:.0%}"
    came = f"  {share} ({told.in_more_sittings} of {told.sent}) were written in two or more sittings"
    return ["", "M20 Saved and came back", came, f"  answers lost: {told.answers_lost} (must be 0)"]


def _letters(first: date, last: date) -> list[str]:
    told = letter_measures.of(first, last)
    days = council.current().targets.second_contact_days
    opened = {
        f"opened within {days} working days": told.opened_in_time,
        "opened so far": told.opened,
        "said to be read": told.acknowledged,
    }
    mails = {
        "emails about them sent": told.sent,
        "told to have arrived": told.delivered,
        "came back": told.bounced,
        "tries whose answer was lost, which may have repeated one": told.unsure,
    }
    lines = ["", "Outcome letters", f"  {told.letters:>6}  sent to referrers"]
    lines += [f"  {many:>6}  {what} ({told.share(many)})" for what, many in opened.items()]
    return [*lines, *(f"  {many:>6}  {what}" for what, many in mails.items())]
