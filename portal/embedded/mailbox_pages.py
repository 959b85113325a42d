"""The mailbox page of the default run: every e-mail the portal sent, for anybody to read. Never in a real service."""

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, abort, render_template, send_file

from portal import settings
from portal.access import public
from portal.embedded import mailbox
from portal.embedded.mailbox import Mail

bp = Blueprint("mailbox", __name__, url_prefix="/mailbox")


@bp.get("")
@public
def inbox() -> str:
    """What arrived, the newest first."""
    return render_template("portal/mailbox.html", mails=mailbox.newest(_folder()))


@bp.get("/<name>")
@public
def mail(name: str) -> str:
    """One message."""
    return render_template("portal/mailbox_mail.html", mail=_found(name))


@bp.get("/<name>/<int:number>")
@public
def attachment(name: str, number: int) -> Response:
    """A file that came with it, as a download; `number` counts from 1."""
    attachments = _found(name).attachments
    if not 1 <= number <= len(attachments):
        abort(404)
    file = attachments[number - 1]
    return send_file(BytesIO(file.content), file.content_type, as_attachment=True, download_name=file.name)


def _found(name: str) -> Mail:
    return mailbox.find(_folder(), name) or abort(404)


def _folder() -> Path:
    return settings.current().mailbox_dir or abort(404)
