"""A letter's template sees one frozen value and nothing else."""

from dataclasses import fields

import pytest
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from notifications import outcome_facts, templating
from notifications.outcome_facts import OutcomeFacts
from portal import council
from tests.factories.letters import wording


@pytest.fixture
def facts(schema: object) -> OutcomeFacts:
    return outcome_facts.gather(wording(), council.current(), "http://localhost")


@pytest.mark.parametrize("asked", ["it.postcode", "it.answers", "request", "config", "session", "child_name"])
def test_a_template_that_asks_for_anything_else_fails(facts, asked):
    with pytest.raises(UndefinedError):
        templating._HTML.from_string("{{ " + asked + " }}").render(it=facts)


@pytest.mark.parametrize("asked", ["it.__class__.__mro__", "''.__class__.__subclasses__()", "it.gather.__globals__"])
def test_a_template_cannot_reach_behind_the_value(facts, asked):
    with pytest.raises((SecurityError, UndefinedError)):
        templating._HTML.from_string("{{ " + asked + " }}").render(it=facts)


def test_no_field_of_the_value_could_hold_where_a_family_lives():
    names = {field.name for field in fields(OutcomeFacts)}
    assert not names & {"postcode", "address", "home", "surname", "dob", "safe_contact", "answers", "snapshot"}


def test_names_are_isolated_and_escaped():
    shown = templating.isolate("For <b> and محمد today", ["محمد", "<b>"])
    assert shown == "For <bdi>&lt;b&gt;</bdi> and <bdi>محمد</bdi> today"


def test_a_need_area_that_says_a_never_word_is_left_out(schema):
    words = wording(areas=("Being safe from domestic abuse", "Money, debt or work"), first_wish="Drinking or drug use")
    seen = outcome_facts.gather(words, council.current(), "http://localhost")
    assert (seen.areas, seen.first_wish) == ("money, debt or work", "")
