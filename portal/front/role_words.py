"""Roles as they are said on screen."""

from portal.access import Role

_WORDS = {
    Role.REFERRER: ("Person who sends requests", "Sends requests and reads their answers"),
    Role.ORG_LEAD: ("Organisation lead", "Also reads what colleagues sent, and takes over drafts of those who left"),
    Role.EHA: ("Early Help Advisor", "Reads and decides the requests of their districts"),
    Role.DUTY_EHA: ("Duty Early Help Advisor", "Reads and decides the requests of every live district"),
    Role.QA_REVIEWER: ("Quality reviewer", "Takes a second look at decisions"),
    Role.SERVICE_MANAGER: ("Service manager", "Sees every district and the post room"),
    Role.MAC_MEMBER: ("Multi-Agency Conversation member", "Reads the summaries of meetings they are invited to"),
    Role.DATA_VIEWER: ("Data viewer", "Sees counts only, never a family"),
    Role.ADMIN: ("Administrator", "Manages accounts and settings, never sees a family"),
}


def role_words(role: Role) -> str:
    """Such as “Early Help Advisor”."""
    return _WORDS[role][0]


def role_hint(role: Role) -> str:
    """What the role is for, in one line."""
    return _WORDS[role][1]
