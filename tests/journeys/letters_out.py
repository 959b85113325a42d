"""What left the portal after a decision: the mail, its attached letter, the family's letter, and what each may say."""

import hashlib
import re
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from notifications import jobs
from notifications.folding import squeezed
from portal.accounts.models import User
from tests import letter_text
from tests.factories import people
from tests.journeys.main_job import letters_on
from tests.mail_server import MailServer
from tests.pages import text_of

_SHOUTED = re.compile(r"\b[A-Z]{5,}(?:\s+[A-Z]{4,})+\b")


@dataclass(frozen=True, kw_only=True)
class LettersOut:
    """`family` is empty when no letter was made for the family. `forms`: each letter in its five forms, by
    the beginning of its file name."""

    mail: EmailMessage
    file_name: str
    attached: bytes
    family: bytes
    family_name: str
    forms: dict[str, dict[str, str]]


def gathered(
    client: FlaskClient, reference: str, referrer: User, post: MailServer, *, in_each_form: bool = False
) -> LettersOut:
    """Fetch everything as the people who may have it: the advisor signed in on `client`, then the referrer on it."""
    assert [address for addresses in post.recipients for address in addresses] == [referrer.email] * len(post.mails())
    (mail,) = [mail for mail in post.mails() if mail["Subject"] == f"Outcome of request {reference}"]
    name, attached = letter_text.attachment(mail)
    theirs = [client.get(address) for address in letters_on(client.get(f"/queue/{reference}"))]
    paths = {_file_name(answer).split("-")[0]: answer.request.path for answer in theirs if in_each_form}
    forms = {kind: _forms(client, path) for kind, path in paths.items()}
    by_name = {_file_name(answer): answer.data for answer in theirs}
    assert by_name.pop(f"outcome-{reference}.pdf") == attached
    family_name, family = next(iter(by_name.items()), ("", b""))
    _check_download(client, reference, referrer, attached, [address.request.path for address in theirs])
    return LettersOut(mail=mail, file_name=name, attached=attached, family=family, family_name=family_name, forms=forms)


def _file_name(answer: TestResponse) -> str:
    return answer.headers["Content-Disposition"].split('"')[1]


def _forms(client: FlaskClient, path: str) -> dict[str, str]:
    """What a letter says in every form of it: on paper in both layouts, as a page, as plain text, and
    for listening."""
    base = path.removesuffix(".pdf")
    jobs.draw_other(base.rpartition("/")[2])
    paper = {name: client.get(f"{base}/{name}.pdf").data for name in ("standard", "large-print")}
    read = {name: letter_text.words(made) + letter_text.metadata(made) for name, made in paper.items()}
    pages = {"page": text_of(client.get(base)), "aloud": text_of(client.get(f"{base}/aloud"))}
    return read | pages | {"text": client.get(f"{base}.txt").get_data(as_text=True)}


def _check_forms(forms: dict[str, str], expected: dict[str, Any]) -> None:
    """Every token in every form, and in none what must not be there. A voice says dots and hyphens as pauses."""
    assert len(forms) == 5
    for form, said in forms.items():
        tokens = [token for each in expected["key_sentences"] for token in each["tokens"]]
        assert not [token for token in tokens if squeezed(token) not in squeezed(said)], form
        assert not [words for words in expected["must_not_include"] if _tells(said, words)], form


def _tells(said: str, private: str) -> bool:
    """Whatever stands between its letters; but of "84%" so little is left then that a reference may hold it."""
    bare = squeezed(private)
    return letter_text.holds(said, private) or (len(bare) > 3 and bare in squeezed(said))


def _check_download(client: FlaskClient, reference: str, referrer: User, attached: bytes, others: list[str]) -> None:
    """The referrer gets the same bytes as were attached, and never the family's letter."""
    people.sign_in(client, referrer)
    page = client.get(f"/r/{reference}")
    assert "Outcome letter" in text_of(page)
    own = letters_on(page)
    answer = client.get(own[0])
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert hashlib.sha256(answer.data).digest() == hashlib.sha256(attached).digest(), "not the bytes that were mailed"
    assert [client.get(other).status_code for other in others if other not in own] in ([], [404])


def check_referrer(out: LettersOut, reference: str, expected: dict[str, Any]) -> None:
    """The case's sentences and tokens are in the referrer's letter; nothing forbidden is anywhere in it or its mail."""
    text = letter_text.words(out.attached)
    _check_sentences(text, expected)
    if out.forms:
        _check_forms(out.forms["outcome"], expected)
    assert out.file_name == f"outcome-{reference}.pdf"
    assert ("We will write again" in text) is expected.get("interim", False)
    for where in (text, letter_text.metadata(out.attached), letter_text.outside(out.mail), out.file_name):
        assert not (told := _found(where, expected["must_not_include"])), told
    assert min(letter_text.points(out.attached).values()) >= 11 and "14.0" in _sizes(out.attached)


def check_family(out: LettersOut, reference: str, expected: dict[str, Any]) -> None:
    """The same for the family's letter, which the portal never mails."""
    text = letter_text.words(out.family)
    _check_sentences(text, expected)
    if out.forms:
        _check_forms(out.forms["family"], expected)
    assert out.family_name == f"family-{reference}.pdf"
    for where in (text, letter_text.metadata(out.family), out.family_name):
        assert not (told := _found(where, expected["must_not_include"])), told
    if expected["format"] == "large_print":
        _check_large_print(out.family, text)


def _check_sentences(text: str, expected: dict[str, Any]) -> None:
    for each in expected["key_sentences"]:
        assert all(letter_text.holds(text, token) for token in (each["sentence"], *each["tokens"])), each


def _found(text: str, forbidden: list[str]) -> list[str]:
    return [words for words in forbidden if letter_text.holds(text, words)]


def _sizes(made: bytes) -> set[str]:
    return {f"{points:.1f}" for points in letter_text.points(made).values()}


def _check_large_print(made: bytes, text: str) -> None:
    """18 point throughout, page numbers as large as the body, no italics, no lines in capitals (DOMAIN.md 3.4)."""
    points = letter_text.points(made)
    numbers = {round(size) for run, size in points.items() if run.startswith("Page ")}
    assert min(points.values()) > 17.9 and numbers == {18}, points
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in letter_text.reader(made).pages
        for font in page["/Resources"]["/Font"].values()
    }  # type: ignore[index]  # each page has text
    assert not [font for font in fonts if re.search("italic|oblique", font, re.IGNORECASE)]
    assert not _SHOUTED.search(text)
