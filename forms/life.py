"""How long a draft lives (DOMAIN.md 6.2). Dates worked out from facts, never counted down: whatever runs late or twice,
they come out the same."""

from dataclasses import dataclass
from datetime import date, timedelta

from forms.answers import Answers
from forms.models import Draft
from portal import clock
from portal.council_times import Keep


@dataclass(frozen=True)
class WarnDay:
    """One warning. day: which of those in the council file; on: its date."""

    day: int
    on: date


@dataclass(frozen=True)
class Life:
    """since: the day its days count from; last_day: the last one on which it can be opened; warnings: in order;
    grace: days between the last warning and the end; nothing is deleted sooner after one."""

    has_agreement: bool
    since: date
    last_day: date
    warnings: tuple[WarnDay, ...]
    grace: int

    def is_over(self, today: date) -> bool:
        """Whether it is deleted now."""
        return today > self.last_day

    def warning_due(self, today: date) -> WarnDay | None:
        """The newest warning whose day has come; those missed before it are not made up for."""
        return next((warning for warning in reversed(self.warnings) if warning.on <= today), None)

    def is_near_its_end(self, today: date) -> bool:
        """Whether a warning has come."""
        return self.warning_due(today) is not None


def of(draft: Draft, has_agreement: bool, keep: Keep) -> Life:
    """The life of `draft` as it stands. Its days begin again with each change, and when its owner asks to keep it; that
    helps only so long after the last change. Whoever puts one back has the days of restoring at least."""
    days = keep.agreed_draft_days if has_agreement else keep.draft_days
    warn_days = keep.agreed_draft_warn_days if has_agreement else keep.draft_warn_days
    saved = clock.local(draft.saved_at).date()
    kept, restored = (clock.local(at).date() if at else saved for at in (draft.kept_at, draft.restored_at))
    last_day = min(max(saved, kept) + timedelta(days=days), saved + timedelta(days=keep.longest_draft_days))
    if draft.restored_at:
        last_day = max(last_day, restored + timedelta(days=keep.restore_days))
    warnings = tuple(WarnDay(day, last_day - timedelta(days=days - day)) for day in warn_days)
    return Life(has_agreement, max(saved, kept, restored), last_day, warnings, days - warn_days[-1])


def is_agreed(answers: Answers) -> bool:
    """Whether the family's agreement is recorded: that they agree, and who did."""
    return answers.value("agree_status") == "agreed" and bool(answers.items("agree_people"))


def kept_until(draft: Draft, keep: Keep, today: date) -> date:
    """The last day of an agreed draft if its owner asks today to keep it."""
    longest = clock.local(draft.saved_at).date() + timedelta(days=keep.longest_draft_days)
    return min(today + timedelta(days=keep.agreed_draft_days), longest)


def back_until(draft: Draft, keep: Keep) -> date:
    """The last day on which a deleted draft can be put back."""
    assert draft.deleted_at is not None
    return clock.local(draft.deleted_at).date() + timedelta(days=keep.restore_days)
