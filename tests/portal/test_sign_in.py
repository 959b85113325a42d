"""Signing in: work e-mail, then the code from the mail."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy import text

from notifications.models.messages import Kind, Message
from portal import clock, db
from portal.access import Role
from portal.accounts import codes
from portal.accounts.models import SignIn, SignInCode, User
from tests.factories import people
from tests.pages import text_of


def ask(client: FlaskClient, email: str) -> SignInCode:
    """Ask for a code and return its row."""
    answer = client.post("/sign-in", data={"email": email})
    assert (answer.status_code, answer.location) == (303, "/sign-in/code"), answer.text
    return db.session.query(SignInCode).order_by(SignInCode.id.desc()).first()  # type: ignore[return-value]


def sign_in(client: FlaskClient, email: str, **more: str) -> str:
    """Sign in the way a person does; returns where they are sent."""
    code = codes.derive(ask(client, email).id)
    answer = client.post("/sign-in/code", data={"code": code, **more})
    assert answer.status_code == 303, text_of(answer)
    return answer.location or ""


def wrong_for(row: SignInCode) -> str:
    """Six digits that are not the code."""
    return f"{(int(codes.derive(row.id)) + 1) % 1_000_000:06d}"


def test_a_known_referrer_comes_to_their_requests(client: FlaskClient) -> None:
    person = people.make()
    assert sign_in(client, f"  {person.email.upper()} ") == "/requests"
    assert person.email in client.get("/account").text


def test_each_role_comes_to_its_own_page(client: FlaskClient) -> None:
    for role, place in [(Role.EHA, "/queue"), (Role.ADMIN, "/people"), (Role.DATA_VIEWER, "/account")]:
        assert sign_in(client, people.make(role).email) == place


def test_a_first_time_referrer_is_asked_about_themselves_once(client: FlaskClient) -> None:
    assert sign_in(client, "new@school.example") == "/sign-in/you"
    person = db.session.query(User).one()
    assert (person.role, person.is_complete) == (Role.REFERRER, False)


def test_the_code_is_posted_by_its_row_and_stored_nowhere(client: FlaskClient) -> None:
    row = ask(client, "new@school.example")
    message = db.session.query(Message).one()
    assert (message.kind, message.to_email, message.code_id) == (Kind.SIGN_IN_CODE, "new@school.example", row.id)
    stored = db.session.execute(
        text("SELECT row_to_json(c)::text || row_to_json(m)::text FROM sign_in_code c, message m")
    )
    assert codes.derive(row.id) not in str(stored.scalar_one())


def test_a_code_typed_or_pasted_with_spaces_works(client: FlaskClient) -> None:
    code = codes.derive(ask(client, people.make().email).id)
    answer = client.post("/sign-in/code", data={"code": f"\u00a0{code[:3]} - {code[3:]}\n"})
    assert answer.status_code == 303


def test_a_slip_of_the_fingers_costs_no_try(client: FlaskClient) -> None:
    row = ask(client, people.make().email)
    assert "Enter the 6 digits" in client.post("/sign-in/code", data={"code": "12345"}).text
    assert codes.tries_left(row.id) == 5


def test_after_five_wrong_codes_the_right_one_is_refused(client: FlaskClient) -> None:
    row = ask(client, people.make().email)
    for _ in range(5):
        answer = client.post("/sign-in/code", data={"code": wrong_for(row)})
    assert "can no longer be used" in answer.text
    assert "can no longer be used" in client.post("/sign-in/code", data={"code": codes.derive(row.id)}).text
    assert client.get("/account").status_code == 302


def test_a_code_works_once(client: FlaskClient) -> None:
    row = ask(client, people.make().email)
    assert codes.check(row.id, codes.derive(row.id), clock.now(), "10.0.0.1") is codes.Typed.RIGHT
    assert codes.check(row.id, codes.derive(row.id), clock.now(), "10.0.0.1") is codes.Typed.SPENT


def test_a_code_lasts_ten_minutes(client: FlaskClient) -> None:
    row = ask(client, people.make().email)
    late = row.asked_at + timedelta(minutes=10)
    assert codes.check(row.id, codes.derive(row.id), late, "10.0.0.1") is codes.Typed.SPENT


def test_known_unknown_and_closed_addresses_are_answered_alike(client: FlaskClient) -> None:
    closed = people.make(closed_at=clock.now())
    pages = set()
    for email in (people.make().email, "nobody@school.example", closed.email):
        ask(client, email)
        pages.add(text_of(client.get("/sign-in/code")).replace(email, "ADDRESS"))
    assert len(pages) == 1
    assert db.session.query(Message).count() == 3


def test_a_closed_account_is_told_so_only_to_who_reads_its_mail(client: FlaskClient) -> None:
    code = codes.derive(ask(client, people.make(closed_at=clock.now()).email).id)
    answer = client.post("/sign-in/code", data={"code": code})
    assert answer.status_code == 403 and "This account is closed" in answer.text
    assert db.session.query(SignIn).count() == 0


def test_another_code_replaces_the_first(client: FlaskClient) -> None:
    first = ask(client, people.make().email)
    assert client.post("/sign-in/another").location == "/sign-in/code"
    second = db.session.query(SignInCode).order_by(SignInCode.id.desc()).first()
    assert second is not None and second.id != first.id
    assert "not right" in client.post("/sign-in/code", data={"code": codes.derive(first.id)}).text
    assert client.post("/sign-in/code", data={"code": codes.derive(second.id)}).status_code == 303


def test_a_wrong_address_is_told_with_the_fix_and_kept(client: FlaskClient) -> None:
    for typed in ("", "rhys", "a@b@c.example", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example"):
        answer = client.post("/sign-in", data={"email": typed})
        assert "There is a problem" in answer.text
        assert typed in text_of(answer) or 'value="' in answer.text
    assert db.session.query(Message).count() == 0
