"""Hand e-mails to the mail server over one line, and say what its answers mean."""

import contextlib
import smtplib

from notifications import return_paths, smtp_line
from notifications.smtp_line import Answer, Line, Lost
from portal import settings

_STEPS_OF_ONE = {"MAIL", "recipient", "DATA", "data"}  # a 5xx elsewhere is the server's trouble, not the e-mail's
_NOT_OURS = {500, 501, 502, 503, 504, 530, 538}  # it did not understand, or wants us signed in: to be mended, not final
_GOING = 421


class NotYet(Exception):
    """It did not go, or nobody knows whether it went (`is_unsure`): the same e-mail is sent again later."""

    def __init__(self, words: str, *, is_unsure: bool = False) -> None:
        self.is_unsure = is_unsure
        super().__init__(words)


class Refused(Exception):
    """It will never be taken for this address. `code`: for the task, such as 5.1.1 or 550."""

    def __init__(self, words: str, code: str = "") -> None:
        self.code = code or words
        super().__init__(words)


class Post:
    """Sends one e-mail after the other over one line, opened when the first is there."""

    def __init__(self) -> None:
        self._line: Line | None = None

    def send(self, data: bytes, to_email: str, sender: str = "") -> None:
        """Send one e-mail to exactly one address, whatever its headers say. `sender`: where reports about it go, else
        the installation's own. Raises NotYet or Refused with the error's class and code as words; the server's own text
        may quote the letter and is dropped."""
        used = self._line is not None
        try:
            self._hand_over(sender or return_paths.plain(), to_email, data, is_fresh=not used)
        except Answer as answer:
            self.close()
            raise _meaning(answer) from None
        except Lost as lost:
            self.close()
            raise NotYet(str(lost), is_unsure=lost.is_unsure) from None
        except (OSError, smtplib.SMTPException, ValueError) as error:
            self.close()
            raise NotYet(type(error).__name__) from None

    def _hand_over(self, sender: str, to_email: str, data: bytes, *, is_fresh: bool) -> None:
        """A line that was used before may have been let go by the server: then once more over a new one."""
        given = settings.current()
        self._line = self._line or smtp_line.opened(
            given.smtp_url, given.host, wants_receipts=bool(given.bounce_imap_url)
        )
        try:
            self._line.hand_over(sender, to_email, data)
        except (Answer, Lost) as error:
            if is_fresh or not _is_stale(error):
                raise
            self.close()
            self._hand_over(sender, to_email, data, is_fresh=True)

    def close(self) -> None:
        """Say goodbye; what was sent is theirs already, so a rude one changes nothing."""
        line, self._line = self._line, None
        if line is not None:
            with contextlib.suppress(Lost, OSError, smtplib.SMTPException), line.bounded(_GOODBYE_SECONDS):
                line.quit()
            line.close()


_GOODBYE_SECONDS = 5.0


def _is_stale(error: Answer | Lost) -> bool:
    if isinstance(error, Lost):
        return not error.is_unsure
    return error.code == _GOING and error.step == "MAIL"


def _meaning(answer: Answer) -> NotYet | Refused:
    is_final = 500 <= answer.code < 600 and answer.code not in _NOT_OURS and answer.step in _STEPS_OF_ONE
    return Refused(str(answer), answer.status or str(answer.code)) if is_final else NotYet(str(answer))
