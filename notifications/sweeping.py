"""Finds what was never handed to a worker, or whose worker died. Apart from the jobs, so that whoever sweeps need not
load what draws letters."""

from notifications import claims, dispatch, prints
from portal import clock, db

_QUEUED = 200  # ids at most: under a backlog each sweep would hand over again what the last one did


def sweep() -> None:
    """Hand over again what is due: messages whose nudge was lost or whose worker died, and letters not drawn. Run every
    30 seconds; losing the queue loses nothing."""
    now, room = clock.now(), dispatch.room(_QUEUED)
    room_for_others = dispatch.room(_QUEUED, (dispatch.OTHERS,))
    with db.transaction():
        messages = claims.due(now, room)
        letters = prints.undrawn(now, room - len(messages), as_sent=True)
        others = prints.undrawn(now, room_for_others, as_sent=False)
    for message_id, is_code in messages:
        dispatch.nudge("deliver", message_id, now, on=dispatch.CODES if is_code else dispatch.POST)
    for letter_id in letters:
        dispatch.nudge("draw", letter_id, now, on=dispatch.LETTERS)
    for letter_id in others:
        dispatch.nudge("draw_other", letter_id, now, on=dispatch.OTHERS)
