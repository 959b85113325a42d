"""Actions that are still open keep to the words of a corrected letter."""

from datetime import date, datetime

from sqlalchemy import func, select, update

from portal import db
from triage import actions
from triage.actions import Line
from triage.models.decisions import Decision
from triage.models.follow_up import Action, ActionState
from triage.models.requests import HelpRequest
from triage.pieces import Pieces

_LEFT_OUT = "The letter was corrected: this is not to be done."


def follow(request: HelpRequest, decision: Decision, old: Pieces, new: Pieces, decided: date, now: datetime) -> None:
    """Change those of `decision` that nobody has settled. What was settled stays; a line more is one action more."""
    before, after = actions.lines(old, decided), actions.lines(new, decided)
    gone = [line for line in before if line not in after]
    come = [line for line in after if line not in before]
    for was, is_now in zip(gone, come, strict=False):
        _change(decision, was, {"kind": is_now.kind, "what": is_now.what, "owner": is_now.owner, "by": is_now.by})
    for was in gone[len(come) :]:
        _change(decision, was, {"state": ActionState.DROPPED, "settled_at": now, "words": _LEFT_OUT})
    _add(request, decision, come[len(gone) :])
    db.session.flush()


def _change(decision: Decision, was: Line, values: dict[str, object]) -> None:
    same = (Action.kind == was.kind, Action.what == was.what, Action.owner == was.owner, Action.by == was.by)
    theirs = (Action.decision_id == decision.id, Action.state == ActionState.OPEN)
    db.session.execute(update(Action).where(*theirs, *same).values(**values))


def _add(request: HelpRequest, decision: Decision, more: list[Line]) -> None:
    last = select(func.coalesce(func.max(Action.position), -1)).where(Action.decision_id == decision.id)
    first = (db.session.scalar(last) or 0) + 1 if more else 0
    db.session.add_all(actions.row(request, decision, position, line) for position, line in enumerate(more, first))
