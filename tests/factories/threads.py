"""Several people at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from portal import db

T = TypeVar("T")


def at_once(acts: list[Callable[[], T]]) -> list[T | Exception]:
    """What each act returned or raised when all began together, each in a transaction of its own."""
    gate = Barrier(len(acts))

    def run(act: Callable[[], T]) -> T | Exception:
        gate.wait()
        try:
            with db.transaction():
                return act()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))
