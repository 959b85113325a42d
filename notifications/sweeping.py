"""Finds what was never handed to a worker, or whose worker died. Apart from the jobs, so that whoever sweeps need not
load what draws letters."""

from notifications import claims, dispatch
from portal import clock, db

_AT_ONCE = 500


def sweep() -> None:
    """Hand over again what is due: messages whose nudge was lost or whose worker died, and letters not drawn. Run every
    30 seconds; losing the queue loses nothing."""
    now = clock.now()
    with db.transaction():
        messages, letters = claims.due(now, _AT_ONCE), claims.undrawn(now, _AT_ONCE)
    for message_id in messages:
        dispatch.nudge("deliver", message_id, now, soon=False)
    for letter_id in letters:
        dispatch.nudge("draw", letter_id, now, soon=False)
