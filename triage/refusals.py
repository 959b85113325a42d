"""Why a rule said no, in words for the person who tried."""


class NotAllowed(Exception):
    """The step table or a rule forbids it now; the message says why and what to do instead."""


class Taken(NotAllowed):
    """Somebody else has the request; `holder` is their name."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"{holder} has this request. Ask them to give it back if you need to take it.")
        self.holder = holder


class Clash(Exception):
    """Somebody saved this since the writer opened it. Nothing was overwritten."""


class Incomplete(Exception):
    """Not everything is there yet; `problems` are `drafting.Gap`s to put right."""

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__(f"{len(problems)} things to put right first")
        self.problems = problems
