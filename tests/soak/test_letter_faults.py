"""The fault runs of letters with small numbers."""

from flask import Flask

from bench.soak_crowd import crowded
from bench.soak_findings import broken
from bench.soak_programs import Web
from bench.soak_steps import letters_at_each_step


def test_each_letter_arrives_whatever_step_a_worker_dies_at(web: Web, app: Flask) -> None:
    found = letters_at_each_step(web, app, letters=16, times=1, is_helped=True, without=("database",))
    assert broken(found) == []


def test_three_workers_on_one_queue_draw_each_letter_once_and_send_it_once(web: Web, app: Flask) -> None:
    assert broken(crowded(web, app, crowds=(3,), letters=12)) == []
