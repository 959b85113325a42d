"""What was promised for when (DOMAIN.md 2.5). Dates are worked out from facts; nothing counts down overnight."""

from datetime import date, datetime, timedelta

from portal import clock, council
from portal.web.words import date_words, day_words
from triage import working_days


def counted_from(moment: datetime) -> date:
    """The day itself, or the one after when later than the cut-off (5pm); whether offices are open or not."""
    local = clock.local(moment)
    is_over = local.time() > council.current().targets.cut_off
    return local.date() + timedelta(days=1) if is_over else local.date()


def day_zero(moment: datetime) -> date:
    """The day that counts as received: the first working day from the day it is counted from."""
    return working_days.first_from(counted_from(moment))


def promised_on(first: date, days: int) -> date:
    """The end of a promise of `days` working days counted from `first`."""
    return working_days.after(working_days.first_from(first), days)


def due_on(sent_at: datetime) -> date:
    """The promised answer: by the end of this day."""
    return working_days.after(day_zero(sent_at), council.current().targets.first_answer_days)


def check_back_on(decided: date) -> date:
    """When to ring and ask whether help has started."""
    return working_days.after(decided, council.current().targets.check_back_days)


def final_by(conversation: date) -> date:
    """When the final answer is due after a Multi-Agency Conversation."""
    return working_days.after(conversation, council.current().targets.mac_result_days)


def look_again_by(decided: date) -> date:
    """Until when the referrer may ask us to look again."""
    return working_days.after(decided, council.current().targets.look_again_days)


def look_again_answer_by(asked_at: datetime) -> date:
    """Until when somebody else has looked at it again, counted as the first answer is."""
    return working_days.after(day_zero(asked_at), council.current().targets.look_again_answer_days)


def first_contact_by(decided: date) -> date:
    """When the receiving service should have been in touch."""
    return working_days.after(decided, council.current().targets.first_contact_days)


def days_left(due: date, today: date) -> int:
    """Working days to the promised date; negative when it has passed."""
    left = working_days.between(today, due)
    return left if today <= due else min(left, -1)


def days_waited(sent_at: datetime, today: date) -> int:
    """Working days since day 0."""
    return max(0, working_days.between(day_zero(sent_at), today))


def due_words(due: date, today: date) -> str:
    """How near the promised date is: "due tomorrow", "1 day late"."""
    if due < today:
        late = -days_left(due, today)
        return f"{late} day late" if late == 1 else f"{late} days late"
    near = {0: "due today", 1: "due tomorrow"}
    ahead = (due - today).days
    return near.get(ahead) or (f"due on {due:%A}" if ahead < 7 else f"due {date_words(due)}")


def day_off_words(day: date) -> str:
    """What to say of a day on which services are closed; empty for a working day. Families meet at weekends too, so
    such a day is not refused."""
    if working_days.is_working(day):
        return ""
    kind = "a bank holiday" if working_days.is_bank_holiday(day) else f"a {day:%A}"
    following = day_words(working_days.first_from(day))
    return f"{date_words(day)} is {kind}. If it needs a working day, the next is {following}."
