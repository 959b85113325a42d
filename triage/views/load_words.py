"""What an advisor has to do, and whether they are in, as sentences for lists and hints."""

from portal import council
from portal.access import Role
from portal.web.words import day_words
from triage.cover import Out
from triage.load import Load


def has(load: Load) -> str:
    """ "5 open, 1 late, 2 due today"; "Nothing open" for nobody's."""
    parts = [(load.open, "open"), (load.late, "late"), (load.due_today, "due today")]
    said = ", ".join(f"{number} {what}" for number, what in parts if number)
    return said if load.open else "Nothing open"


def is_out(out: Out | None) -> str:
    """Until when they are away and who answers; empty while they are in."""
    if out is None:
        return ""
    return f"{until(out)} {out.answers.name if out.answers else 'Nobody'} answers for them."


def until(out: Out) -> str:
    """Until when they are away, where who answers stands elsewhere."""
    return f"Away until {day_words(out.until)}." if out.until else "Their account is closed."


def to_take_it(out: Out | None, may_take: bool) -> str:
    """What somebody does who needs a request that a colleague has; `out`: as that colleague is."""
    if out is None:
        return "Ask them to give it back, or ask the service manager to move it."
    if may_take:
        return "They are not here, so you can take it over."
    whom = out.answers.name if out.answers else "the service manager"
    return f"They are not here. If it cannot wait, ask {whom} to hand it on."


def hint(load: Load) -> str:
    """Both, beside a name to choose."""
    return " ".join(part for part in (f"{has(load)}.", is_out(load.out)) if part)


def briefly(load: Load) -> str:
    """The same where one line must do: "2 open, away until Friday 27 November 2026"."""
    said = has(load).lower()
    return f"{said}, away until {day_words(load.out.until)}" if load.out and load.out.until else said


def works_in(load: Load) -> str:
    """The districts of theirs, and those they are lent to."""
    if load.role is not Role.EHA:
        return "All districts"
    ours = council.current()
    own = [ours.district(slug).name for slug in load.districts]
    lent = [f"{ours.district(slug).name} (lent)" for slug in load.lent_to if slug not in load.districts]
    return ", ".join([*own, *lent]) or "No district"
