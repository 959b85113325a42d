"""Two presses at the same instant: one wins, the other is told, nobody meets a fault (PROMISES.md R6, R7)."""

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from flask import Flask

from portal import clock, db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import decisions as deciding
from tests.factories import people, requests
from tests.factories.threads import at_once
from triage import decisions, drafting, replies
from triage.models.requests import HelpRequest

pytestmark = pytest.mark.usefixtures("county")


def presses(app: Flask, person: User, address: str, times: int = 4, **data: str | list[str]) -> list[int]:
    """The status of each answer when `person` posts to `address` from several browsers at once."""
    acts = [partial(_press, app, token, address, data) for token in _tokens(app, person, times)]
    codes = at_once(acts)
    assert all(isinstance(code, int) for code in codes), codes
    return sorted(code for code in codes if isinstance(code, int))


def _tokens(app: Flask, person: User, times: int) -> list[str]:
    return [people.sign_in(app.test_client(), person) for _ in range(times)]


def _press(app: Flask, token: str, address: str, data: Mapping[str, str | list[str]]) -> int:
    browser = app.test_client()
    with browser.session_transaction() as kept:
        kept["_user_id"], kept["_fresh"] = token, True
    return browser.post(address, data=data).status_code


def held(by: User) -> HelpRequest:
    return requests.picked_up(by)


def test_of_two_at_once_one_has_it_and_the_other_is_told(app: Flask) -> None:
    request = requests.sent()
    first, second = people.make(Role.EHA), people.make(Role.EHA)
    address, acts = f"/queue/{request.reference}/pick-up", list[Callable[[], int]]()
    for person in (first, second):
        acts += [partial(_press, app, token, address, {}) for token in _tokens(app, person, 1)]
    codes = at_once(acts)
    assert sorted(str(code) for code in codes) == ["302", "409"]


@pytest.mark.parametrize(
    ("page", "data"), [("ask", {"question_1": "Is Friday good?"}), ("give-back", {}), ("step-up", {})]
)
def test_a_button_pressed_four_times_at_once_meets_no_fault(app: Flask, page: str, data: dict[str, str]) -> None:
    advisor = people.make(Role.EHA)
    request = held(advisor)
    codes = presses(app, advisor, f"/queue/{request.reference}/{page}", **data)
    assert 302 in codes and max(codes) < 500, codes


def test_send_pressed_four_times_at_once_decides_once(app: Flask) -> None:
    advisor = people.make(Role.EHA)
    request = held(advisor)
    deciding.write(request, advisor, deciding.pieces())
    decisions.preview(request, advisor, clock.now())
    db.commit()
    draft = drafting.find(request)
    base = str(draft.version if draft else 0)
    codes = presses(app, advisor, f"/queue/{request.reference}/decide/send", read=deciding.marks(request), base=base)
    assert codes == [302, 409, 409, 409]
    assert len(decisions.decisions_of(requests.found(request.reference))) == 1


def test_an_answer_and_a_withdrawal_sent_at_once_meet_no_fault(app: Flask) -> None:
    sender, advisor = people.make(), people.make(Role.EHA)
    request = requests.picked_up(advisor, by=sender)
    replies.ask(request, ["Is Friday good?"], advisor, clock.now())
    db.commit()
    codes = presses(app, sender, f"/r/{request.reference}/answer", answer_1_1="Yes")
    assert 302 in codes and max(codes) < 500
    codes = presses(
        app, sender, f"/r/{request.reference}/withdraw", why="They moved", safe="yes", how_safe="I saw them today"
    )
    assert 302 in codes and max(codes) < 500


def test_a_page_of_deciding_saved_four_times_at_once_meets_no_fault(app: Flask) -> None:
    advisor = people.make(Role.EHA)
    request = held(advisor)
    codes = presses(app, advisor, f"/queue/{request.reference}/decide/outcome", outcome="signposted", base="0")
    assert codes == [302, 409, 409, 409]
