"""Counts stop pages shown: a number a day, nothing about anybody."""

from datetime import date


def count(page: str, key: str, today: date) -> None:
    """One more showing of stop page `page`; key: a council or district where it is counted by one, else ""."""
    raise NotImplementedError
