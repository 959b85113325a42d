"""Why a rule said no, in words for the person who tried."""


class NotAllowed(Exception):
    """The step table or a rule forbids it now; the message says why and what to do instead."""


class Taken(NotAllowed):
    """Somebody else has the request; `holder` is their name."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} has this request. Ask them to give it back if you need to take it.")
        self.holder = holder


class NotOurs(NotAllowed):
    """The family does not live in a live district of this council; `place` is the council or district they live in."""

    def __init__(self, place: str) -> None:
        super().__init__(f"This request cannot be sent here: the address is in {place or 'a place we do not know'}.")
        self.place = place


class Clash(Exception):
    """Somebody saved this since the writer opened it. Nothing was overwritten."""
