"""Send through GOV.UK Notify: our words in its templates, the letter as a file behind the reader's e-mail address."""

import logging
from io import BytesIO
from typing import Any

import structlog
from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient
from notifications_python_client.utils import prepare_upload

from notifications import claims, emails
from notifications.mail import NotYet, Refused
from notifications.mime import Mail
from notifications.models.messages import Message
from portal import council, settings
from portal.council_shape import Notify

NOT_GONE = {"permanent-failure", "temporary-failure", "technical-failure"}
_SECONDS = 30
_FINAL = {400, 403}  # the address, the template or the key: trying again changes nothing
_log = structlog.get_logger()
logging.getLogger("notifications_python_client").setLevel(logging.CRITICAL)  # it would quote addresses


class NotifyWay:
    """Its client keeps its connection from one message to the next."""

    name = claims.NOTIFY

    def __init__(self) -> None:
        given = settings.current()
        self._client = NotificationsAPIClient(given.notify_key, given.notify_url, timeout=_SECONDS)

    def send(self, message: Message, pdf: bytes | None, email: Mail) -> str | None:
        """Send it; gives Notify's own id. Our id goes with it as its reference: after a try whose answer was lost,
        Notify is asked first whether it has it. Raises NotYet and Refused."""
        try:
            return (self._known(message) if message.unsure else None) or self._given(message, pdf)
        except APIError as error:
            raise _meaning(error) from None
        except (KeyError, TypeError, AttributeError) as error:  # an answer that is no answer of Notify's
            raise NotYet(f"notify {type(error).__name__}", is_unsure=True) from None

    def _known(self, message: Message) -> str | None:
        found = self._client.get_all_notifications(reference=str(message.id))["notifications"]
        return next((str(each["id"]) for each in found if each["status"] not in NOT_GONE), None)

    def _given(self, message: Message, pdf: bytes | None) -> str:
        ours = council.current().notify
        assert ours is not None  # the council file is refused without it
        sent = self._client.send_email_notification(
            message.to_email,
            ours.letter_template if pdf else ours.template,
            personalisation=_words(message, pdf, ours),
            reference=str(message.id),
        )
        return str(sent["id"])

    def close(self) -> None:
        """Let go of the connection."""
        self._client.request_session.close()


def _words(message: Message, pdf: bytes | None, ours: Notify) -> dict[str, Any]:
    """Whom to ring comes last in the template too, after the link to the file."""
    subject, text = emails.words(message, attached=False)
    words, _, ring = text.strip().rpartition("\n\n")
    given: dict[str, Any] = {"subject": subject, "words": words, "ring": ring}
    if pdf is not None:
        given["link_to_file"] = prepare_upload(
            BytesIO(pdf),
            filename=emails.file_name(message),
            confirm_email_before_download=True,
            retention_period=f"{ours.keep_weeks} weeks",
        )
    return given


def _meaning(error: APIError) -> NotYet | Refused:
    """What it says may quote the address or our words: only its class of error is kept."""
    code = error.status_code
    if code in _FINAL:
        _log.error("GOV.UK Notify refused", status=code, kind=_kind(error))
        return Refused(f"notify {code}", f"notify_{code}")
    is_unsure = code == 408 or (code >= 500 or error.response is None) or 200 <= code < 300
    return NotYet(f"notify {code}", is_unsure=is_unsure)


def _kind(error: APIError) -> str:
    told = error.message
    first = told[0] if isinstance(told, list) and told else {}
    return str(first.get("error", ""))[:40] if isinstance(first, dict) else ""
