"""What an administrator does with accounts."""

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from notifications.models.messages import Kind, Message
from portal import db
from portal.access import Can, Role, may
from portal.accounts import people as rules
from portal.accounts.models import User
from portal.audit import AuditEvent
from portal.cli_people import people_group
from tests.factories import people
from tests.pages import text_of
from tests.portal.test_sign_in import sign_in

GIVEN = {"email": "Mei.Lin@council.example", "name": "Mei-Lin Ó Sé", "role": "eha", "districts": ["bassetlaw"]}


@pytest.fixture
def admin(client: FlaskClient) -> User:
    """An administrator, signed in on `client`."""
    person = people.make(Role.ADMIN, name="Ola Administrator")
    people.sign_in(client, person)
    return person


def acts() -> list[str]:
    """What the audit says was done, in order."""
    return [row.act for row in db.session.query(AuditEvent).order_by(AuditEvent.id)]


def test_staff_are_invited_and_told_by_mail(client: FlaskClient, admin: User) -> None:
    answer = client.post("/people/invite", data=GIVEN, follow_redirects=True)
    assert "Mei-Lin Ó Sé is invited" in text_of(answer)
    invited = rules.by_email("mei.lin@council.example")
    assert invited is not None and (invited.role, invited.districts) == (Role.EHA, ["bassetlaw"])
    message = db.session.query(Message).one()
    assert (message.kind, message.to_email) == (Kind.INVITATION, "mei.lin@council.example")
    assert acts() == ["person.invited"]


def test_an_invited_advisor_signs_in_with_a_code(client: FlaskClient, admin: User) -> None:
    client.post("/people/invite", data=GIVEN)
    client.post("/sign-out")
    assert sign_in(client, "mei.lin@council.example") == "/queue"


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"email": "mei"}, "Enter an email address in the correct format"),
        ({"name": ""}, "Enter their name"),
        ({"role": ""}, "Select a role"),
        ({"role": "referrer"}, "Select a role"),
        ({"role": "god"}, "Select a role"),
        ({"districts": []}, "Select at least one district"),
        ({"districts": ["narnia"]}, "Select at least one district"),
    ],
)
def test_a_wrong_invitation_is_told_with_the_fix(
    wrong: dict[str, object], told: str, client: FlaskClient, admin: User
) -> None:
    answer = client.post("/people/invite", data=GIVEN | wrong)
    assert answer.status_code == 200 and told in text_of(answer)
    assert db.session.query(User).count() == 1


def test_an_address_is_invited_once(client: FlaskClient, admin: User) -> None:
    client.post("/people/invite", data=GIVEN)
    assert "already has an account" in client.post("/people/invite", data=GIVEN).text
    assert db.session.query(Message).count() == 1


def test_role_and_districts_change_and_it_is_recorded(client: FlaskClient, admin: User) -> None:
    person = people.make(Role.EHA)
    client.post(f"/people/{person.id}", data={"role": "eha", "districts": ["newark_and_sherwood", "bassetlaw"]})
    assert rules.by_id(person.id).districts == ["bassetlaw", "newark_and_sherwood"]  # type: ignore[union-attr]
    client.post(f"/people/{person.id}", data={"role": "service_manager", "districts": ["bassetlaw"]})
    moved = rules.by_id(person.id)
    assert moved is not None and (moved.role, moved.districts) == (Role.SERVICE_MANAGER, [])
    assert acts() == ["person.moved", "person.moved"]


def test_an_account_is_closed_and_opened_again(client: FlaskClient, admin: User) -> None:
    person = people.make(Role.EHA)
    assert "closed on" in client.post(f"/people/{person.id}/close", follow_redirects=True).text
    client.post(f"/people/{person.id}/reopen")
    assert rules.by_id(person.id).closed_at is None  # type: ignore[union-attr]
    assert acts() == ["person.closed", "person.reopened"]


def test_an_administrator_cannot_shut_themselves_out(client: FlaskClient, admin: User) -> None:
    client.post(f"/people/{admin.id}/close")
    client.post(f"/people/{admin.id}", data={"role": "eha", "districts": ["bassetlaw"]})
    assert "You cannot change or close your own account" in client.get("/people").text
    still = rules.by_id(admin.id)
    assert still is not None and (still.role, still.closed_at) == (Role.ADMIN, None)


def test_people_who_send_requests_are_found_without_a_name_in_an_address(client: FlaskClient, admin: User) -> None:
    people.make(name="Zoë 100%_sure", email="zoe@school.example")
    people.make(name="Somebody Else", email="else@school.example")
    page = text_of(client.post("/people/senders", data={"words": "100%_"}))
    assert "zoe@school.example" in page and "else@school.example" not in page
    assert "Nobody fits" in client.post("/people/senders", data={"words": "nobody at all"}).text


def test_a_long_list_goes_on_where_it_stopped(client: FlaskClient, admin: User) -> None:
    for number in range(rules.PAGE + 2):
        people.make(email=f"p{number:03d}@school.example")
    assert "p049@" in client.get("/people/senders").text
    page = client.post("/people/senders", data={"after": "p049@school.example"}).text
    assert "p051@" in page and "p049@" not in page.replace('value="p049@', "")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_nobody_but_an_administrator_sees_people(role: Role, client: FlaskClient) -> None:
    person = people.make(role)
    people.sign_in(client, person)
    for path in ("/people", "/people/invite", "/people/senders", f"/people/{person.id}"):
        assert client.get(path).status_code == 403
    assert client.post(f"/people/{person.id}", data={"role": "admin"}).status_code == 403


def test_an_administrator_sees_no_family() -> None:
    assert not any(may(Role.ADMIN, act) for act in (Can.READ_QUEUE, Can.TRIAGE, Can.OPEN_RESTRICTED, Can.ASK))


@pytest.mark.usefixtures("schema")
def test_the_first_administrator_is_made_from_the_command_line() -> None:
    done = CliRunner().invoke(people_group, ["add", "First@council.example", "--role", "admin", "--no-invite"])
    assert done.exit_code == 0, done.output
    assert rules.by_email("first@council.example").role is Role.ADMIN  # type: ignore[union-attr]


@pytest.mark.usefixtures("schema")
@pytest.mark.parametrize(
    ("given", "told"),
    [
        (["x@council.example", "--role", "eha"], "needs --district"),
        (["x", "--role", "admin"], "correct format"),
        (
            ["x@council.example", "--role", "eha", "--district", "narnia"],
            "No district narnia. The council file has: ashfield",
        ),
    ],
)
def test_a_wrong_command_is_told_with_the_fix(given: list[str], told: str) -> None:
    done = CliRunner().invoke(people_group, ["add", *given])
    assert done.exit_code == 1 and told in done.output
    assert db.session.query(User).count() == 0
