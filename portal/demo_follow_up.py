"""What followed the demo's decisions: actions done, services that stayed silent, families that were asked."""

from datetime import datetime
from typing import Any

from portal.accounts.models import User
from portal.demo_days import moment
from triage import actions, came_back, check_backs, checking_back, holding, look_again, settling
from triage.check_back_form import Told
from triage.models.requests import HelpRequest
from triage.settling import How, Settlement


def carry_on(request: HelpRequest, told: dict[str, Any], by: User, now: datetime) -> None:
    """Do what families.yaml tells under `then`: `done`, actions by their place in the decision, `asked`, the
    check-back, and `look_again`, what the referrer says we missed. Raises NotAllowed as the rules do."""
    lines = actions.of_request(request)
    for each in told.get("done", ()):
        given = Settlement(how=How.DONE, words=each.get("words", ""))
        settling.settle(lines[each["action"]], request, given, by, moment(each["at"], now))
    if asked := told.get("asked"):
        waiting = check_backs.waiting_for(request)
        given_back = Told(way=asked["way"], answers=asked["answers"], words=asked["words"], follows=asked["follows"])
        checking_back.keep(request, str(waiting.id) if waiting else "", given_back, by, moment(asked["at"], now))
    if again := told.get("look_again"):
        look_again.ask(request, again["words"], holding.referrer_of(request), moment(again["at"], now))


def bring_back(now: datetime) -> None:
    """The first contacts that nobody confirmed in time have come back, as the sweep would find them."""
    for action_id in came_back.silent(now):
        came_back.bring_back(action_id, now)
