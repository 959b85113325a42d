"""What the portal does not start with: mail that could be read on its way, a way without its key."""

from pathlib import Path

import pytest

from portal import council, ready, settings
from portal.council import CouncilFileWrong
from portal.settings import SettingMissing
from tests.conftest import COUNCIL_FILE
from tests.notify_stand_in import KEY, LETTER_TEMPLATE, TEMPLATE

GIVEN = {
    "DATABASE_URL": "postgresql://x/y", "REDIS_URL": "redis://x", "PUBLIC_URL": "https://x.example", "SECRET_KEY": "x",
}  # fmt: skip
NOTIFY = f"""
mail_way: notify
notify:
  template: {TEMPLATE}
  letter_template: {LETTER_TEMPLATE}
"""


@pytest.mark.parametrize("url", ["smtp+starttls://mail.example", "smtps://a:b@mail.example:465", "smtp://127.0.0.1:25"])
def test_mail_goes_encrypted_or_stays_on_this_machine(url):
    assert settings.load({**GIVEN, "SMTP_URL": url}).smtp_url == url


@pytest.mark.parametrize(
    "url", ["smtp://mail.example", "smtp://a:b@10.0.0.7", "http://mail.example", "mail.example", ""]
)
def test_mail_that_could_be_read_on_its_way_stops_the_start(url):
    with pytest.raises(SettingMissing, match="SMTP_URL"):
        settings.load({**GIVEN, "SMTP_URL": url})


def test_half_a_notify_key_stops_the_start():
    with pytest.raises(SettingMissing, match="NOTIFY_API_KEY"):
        settings.load({**GIVEN, "NOTIFY_API_KEY": KEY[:-4]})


def a_council(folder: Path, more: str) -> Path:
    file = folder / "ours.yaml"
    file.write_text(COUNCIL_FILE.read_text() + more)
    return file


def test_a_council_chooses_notify_and_needs_no_mail_server(tmp_path, given_settings):
    made = council.load(a_council(tmp_path, NOTIFY))
    assert (made.mail_way, made.notify and made.notify.keep_weeks) == ("notify", 26)
    assert settings.load({**GIVEN, "NOTIFY_API_KEY": KEY}).notify_key == KEY


@pytest.mark.parametrize(
    ("more", "told"),
    [("\nmail_way: notify\n", "needs the entry"), ("\nmail_way: pigeon\n", "not known here"),
     (NOTIFY.replace(TEMPLATE, "our template"), "not the id of a template"),
     (NOTIFY + "  keep_weeks: 80\n", "too big")],
)  # fmt: skip
def test_a_way_half_told_is_a_mistake_in_the_file(tmp_path, more, told):
    with pytest.raises(CouncilFileWrong, match=told):
        council.load(a_council(tmp_path, more))


@pytest.mark.parametrize(("more", "there", "missing"), [(NOTIFY, "SMTP_URL", "NOTIFY_API_KEY"), ("", "", "SMTP_URL")])
def test_a_worker_does_not_start_without_what_its_way_needs(tmp_path, schema, more, there, missing):
    environ = GIVEN | {"COUNCIL_FILE": str(a_council(tmp_path, more))}
    environ |= {"SMTP_URL": "smtps://mail.example"} if there else {"NOTIFY_API_KEY": KEY}
    with pytest.raises(SettingMissing, match=missing):
        ready.for_work(environ)
