"""Nobody at the council opens a draft, and a colleague no more of it than was handed to them (DOMAIN.md 1.1)."""

import pytest
from flask import Flask

from portal import db
from portal.access import Role
from portal.accounts.models import User
from tests.factories import people
from tests.safety import writes
from tests.safety.estate import CANARY, Estate, build

COUNCIL = [role for role in Role if role.is_council or role is Role.MAC_MEMBER]
OWNERS_ALONE = ("/share", "/back", "/delete", "/keep", "/restore")


@pytest.fixture
def estate(app: Flask) -> Estate:
    return build(app)


def ways_in(estate: Estate) -> list[tuple[str, str]]:
    """Method and address of everything about a draft that the portal has, with the draft's own ids."""
    about = [rule for rule in estate.app.url_map.iter_rules() if "<uuid:draft_id>" in rule.rule]
    methods = ("GET", "HEAD", "POST", "PATCH")
    found = {(method, writes.filled(rule.rule, "", estate)) for rule in about for method in methods
             if method in (rule.methods or set())}  # fmt: skip
    assert len(found) > 25
    return sorted(found)


def test_nobody_at_the_council_opens_a_draft_not_even_one_they_began(estate: Estate) -> None:
    """Every role by every way in; and the owner and a helper, who have become advisors."""
    browsers = [estate.browsers["sender"], estate.browsers["helper"]]
    for name in ("sender", "helper"):
        moved = db.session.get_one(User, estate.people[name].id)
        moved.role, moved.districts = Role.EHA, ["bassetlaw"]
    for role in COUNCIL:
        people.sign_in(browser := estate.browser(), people.make(role, districts=["bassetlaw"]))
        browsers.append(browser)
    before, wrong = writes.everything(), []
    for browser in browsers:
        for method, path in ways_in(estate):
            answer = browser.open(path, method=method, buffered=True, **writes.payload(method))
            if answer.status_code not in {403, 404} or CANARY.search(answer.text):
                wrong.append((answer.status_code, method, path))
    assert not wrong
    assert writes.everything() == before


def test_what_is_the_owners_alone_is_not_there_for_who_has_the_whole(estate: Estate) -> None:
    before = writes.everything()
    for method, path in ways_in(estate):
        if path.endswith(OWNERS_ALONE):
            answer = estate.get("helper", path, method=method, **writes.payload(method))
            assert answer.status_code in {404, 405}, (method, path)
    assert writes.everything() == before
    answer = estate.get("helper", f"/requests/{estate.draft.id}/strengths", method="POST", data=writes.TYPED)
    assert answer.status_code == 302 and writes.everything() != before


def test_who_has_one_part_writes_in_no_other(estate: Estate) -> None:
    before, address = writes.everything(), f"/requests/{estate.draft.id}"
    for method, path in ways_in(estate):
        if method == "POST" and not path.endswith(("/strengths", "/later", "/key", "/lost")):
            answer = estate.get("part_helper", path, method=method, **writes.payload(method))
            assert answer.status_code in {403, 404}, (method, path)
    others = writes.edits("need_first", "children/x/child_dob")
    answer = estate.get("part_helper", f"{address}/answers", method="PATCH", **others)
    assert [(edit["state"], edit["code"]) for edit in answer.json["edits"]] == [("refused", "not_yours")] * 2
    after = writes.everything()
    assert {table for table in after if after[table] != before[table]} <= {"draft"}  # when somebody last tried to save
    answer = estate.get("part_helper", f"{address}/answers", method="PATCH", **writes.edits("network"))
    assert answer.json["edits"][0]["state"] == "clash"  # it is theirs to write: only what stands there is newer
