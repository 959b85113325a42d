"""Ours beside its floor, in turn, so that what else the machine does falls on both alike."""

import statistics
from collections.abc import Callable


def side_by_side(ours: Callable[[], float], floor: Callable[[], float], rounds: int) -> tuple[float, float]:
    """Medians of both figures over `rounds` rounds, the order turned about each time."""
    of_ours: list[float] = []
    of_floor: list[float] = []
    for number in range(rounds):
        pair = [(of_ours, ours), (of_floor, floor)]
        for kept, measure in pair if number % 2 else reversed(pair):
            kept.append(measure())
    return statistics.median(of_ours), statistics.median(of_floor)
