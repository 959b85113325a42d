"""How one e-mail stands, in plain words: for advisors, referrers and the post room."""

from datetime import datetime

from notifications.models.messages import Message, MessageState
from notifications.templating import date_words
from portal import clock

# Enhanced status codes (RFC 3463) by their beginning, the longer first; GOV.UK Notify's word for a mail that came back.
_WHY = {
    "5.1.8": "their mail server refuses our address",
    "5.1.7": "their mail server refuses our address",
    "5.1.": "there is no such address",
    "5.2.1": "that mailbox is switched off",
    "5.2.2": "that mailbox is full",
    "5.2.3": "it is too big for that mailbox",
    "5.4.": "their mail server could not be reached",
    "4.": "their mail server could not be reached for days",
    "5.7.": "their mail server refuses mail from us",
    "permanent-failure": "there is no such address",
}


def why(code: str) -> str:
    """What a code of a refusal or a report means."""
    return next((words for begin, words in _WHY.items() if code.startswith(begin)), "their mail server sent it back")


def what_to_do(message: Message) -> str:
    """What an advisor does about it; empty unless somebody must act."""
    if message.state is not MessageState.FAILED:
        return ""
    return "Ring them, check the address, and tell them the letter is in the portal."


def of(message: Message) -> str:
    """How it stands."""
    match message.state:
        case MessageState.SENT if message.sent_at:
            return _gone(message, message.sent_at)
        case MessageState.FAILED if message.bounced_at:
            code = f" ({message.bounce_code})" if message.bounce_code else ""
            return f"Came back on {_moment(message.bounced_at)}: {why(message.bounce_code)}{code}"
        case MessageState.FAILED:
            return f"Could not be delivered: {_refusal(message.last_error)}"
        case MessageState.HELD:
            return "Held back: somebody looks at it before it leaves"
        case MessageState.STOPPED:
            return "Stopped: it will not be sent"
    if message.attempts and message.last_error:
        return f"Not sent yet: the mail server did not take it. Next try {_moment(message.next_at)}"
    return "Waiting to be sent"


def _refusal(last: str) -> str:
    """What the last answer means, as `notifications.mail` keeps it: "recipient 550"."""
    step, _, code = last.rpartition(" ")
    if not (step and code.isdecimal()):
        return last or "the mail server refused it"
    if code.startswith("4"):
        return f"the mail server did not take it for days ({code})"
    return f"the mail server refused {'the address' if step == 'recipient' else 'the email'} ({code})"


def _gone(message: Message, sent_at: datetime) -> str:
    how = " with the letter attached" if message.attached else ""
    if message.delivered_at:
        return f"Arrived on {_moment(message.delivered_at)}{how}"
    late = ". The reader’s mail server has not taken it yet" if message.delayed_at else ""
    return f"Sent on {_moment(sent_at)}{how}{late}"


def _moment(moment: datetime) -> str:
    local = clock.local(moment)
    half = "am" if local.hour < 12 else "pm"
    return f"{date_words(local.date())} at {local.hour % 12 or 12}:{local.minute:02d}{half}"
