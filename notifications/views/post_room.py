"""The post room, for service managers: what waits, failed or is unread, and what is done about it."""

from uuid import UUID

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from notifications import bounce_watch, delivery_words, holding, post_acts, post_room, post_words
from notifications.keys import BadKey
from notifications.models.messages import MessageState
from notifications.post_acts import Opened
from notifications.post_room import Tab
from portal import clock
from portal.access import Can, needs
from portal.web.visitor import person

bp = Blueprint("post_room", __name__, url_prefix="/post-room")
_TOO_LATE = "It has gone meanwhile, or somebody has dealt with it. This is how it stands now."


@bp.get("")
@needs(Can.SEE_POST_ROOM)
def show() -> str:
    """One tab, oldest first, and how many there are behind each."""
    shown, after, now = request.args.get("show", ""), request.args.get("after"), clock.now()
    tab = Tab(shown) if shown in set(Tab) else Tab.WAITING
    try:
        page = post_room.page(tab, now, after=after)
    except BadKey:
        page, after = post_room.page(tab, now), None
    counts, since = post_room.counts(now), holding.since()
    return render_template(
        "notifications/post_room/page.html",
        tab=tab,
        page=page,
        after=after,
        counts=counts,
        held_since=since,
        unread_since=bounce_watch.unread_since(now),
        most=post_room.COUNTED_UP_TO,
    )


@bp.get("/<uuid:message_id>")
@needs(Can.SEE_POST_ROOM)
def one(message_id: UUID) -> str:
    """One message with its address, and what may be done with it."""
    return _page(_found(message_id))


@bp.post("/<uuid:message_id>/again")
@needs(Can.SEE_POST_ROOM)
def send_again(message_id: UUID) -> ResponseReturnValue:
    """Send a failed message again, to the account it is for or, when it tells of a letter, to a colleague's."""
    found = _found(message_id)
    chosen = [each for each in found.addressees if str(each.id) == request.form.get("to")]
    if not chosen:
        return _page(found, "Select who to send it to"), 400
    if (posted := post_acts.send_again(found, chosen[0], person(), clock.now())) is None:
        return _page(_found(message_id), _TOO_LATE), 409
    flash("It will be sent within a minute.", "success")
    return redirect(url_for(".one", message_id=posted.id))


@bp.route("/<uuid:message_id>/stop", methods=["GET", "POST"])
@needs(Can.SEE_POST_ROOM)
def stop(message_id: UUID) -> ResponseReturnValue:
    """Have it not sent, after asking: this cannot be undone."""
    found = _found(message_id)
    if request.method == "GET":
        return render_template("notifications/post_room/stop.html", found=found, name=_name(found))
    if not post_acts.stop(message_id, person(), clock.now()):
        return _page(_found(message_id), _TOO_LATE), 409
    was_sent = found.message.state is MessageState.FAILED
    flash("Nothing more is to be done about it." if was_sent else "Stopped. It will not be sent.")
    return redirect(url_for(".show"))


@bp.post("/<uuid:message_id>/now")
@needs(Can.SEE_POST_ROOM)
def try_now(message_id: UUID) -> ResponseReturnValue:
    """Do not wait for the next try."""
    _found(message_id)
    if not post_acts.try_now(message_id, person(), clock.now()):
        return _page(_found(message_id), _TOO_LATE), 409
    flash("It is tried now. Look again in a minute.")
    return redirect(url_for(".one", message_id=message_id))


@bp.post("/<uuid:message_id>/release")
@needs(Can.SEE_POST_ROOM)
def release(message_id: UUID) -> ResponseReturnValue:
    """Let one held message leave."""
    _found(message_id)
    if not holding.release([message_id], clock.now(), person()):
        return _page(_found(message_id), _TOO_LATE), 409
    flash("Released. It leaves within a minute.")
    return redirect(url_for(".show", show=Tab.HELD.value))


@bp.post("/<uuid:message_id>/went")
@needs(Can.SEE_POST_ROOM)
def went(message_id: UUID) -> ResponseReturnValue:
    """The mail server's log shows that a held message has left before."""
    _found(message_id)
    if not holding.mark_as_sent(message_id, clock.now(), person()):
        return _page(_found(message_id), _TOO_LATE), 409
    flash("Kept as sent. It will not go a second time.")
    return redirect(url_for(".show", show=Tab.HELD.value))


@bp.route("/release", methods=["GET", "POST"])
@needs(Can.SEE_POST_ROOM)
def release_all() -> ResponseReturnValue:
    """Let all that is held leave, after asking: this cannot be undone."""
    if request.method == "GET":
        return render_template("notifications/post_room/release.html", number=holding.count(), since=holding.since())
    number = holding.release_all(clock.now(), person())
    flash(f"Released: {number}. They leave within minutes, and mail is not held any more.")
    return redirect(url_for(".show"))


def _found(message_id: UUID) -> Opened:
    found = post_acts.opened(message_id)
    if found is None:
        abort(404)
    return found


def _name(found: Opened) -> str:
    return post_words.kind_name(found.message.kind)


def _page(found: Opened, refused: str = "") -> str:
    words = delivery_words.of(found.message)
    page = "notifications/post_room/one.html"
    return render_template(page, found=found, name=_name(found), words=words, refused=refused)
