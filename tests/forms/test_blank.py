"""Blank pages for when there is no network: whole, nobody's and small."""

import gzip
import json
import re

from flask.testing import FlaskClient

from forms import question_file
from portal import clock
from tests.factories import drafts, people

ADDRESS = "/form/2026-11/blank.json"


def test_every_question_of_a_draft_stands_on_a_blank_page_once(client: FlaskClient) -> None:
    bundle = json.loads(client.get(ADDRESS).data)
    htmls = [page["html"] for section in bundle["sections"] for page in section["pages"]] + [bundle["screens"]["check"]]
    there = re.findall(r'data-path="([^"]+)"', "".join(htmls))
    asked = [question for question in question_file.load().by_id.values() if question.seen_by]
    plain = {path.rpartition("/")[2] for path in there if not path.startswith("need_note/")}
    assert plain == {question.id for question in asked if not question.per}
    assert len(there) == len(set(there)) == len(plain) + len(question_file.load().areas)


def test_the_bundle_is_the_same_for_everybody_and_has_no_secret(client: FlaskClient) -> None:
    nobody = client.get(ADDRESS)
    people.sign_in(client, people.make(name="Rosalind Quill"))
    somebody = client.get(ADDRESS)
    assert somebody.data == nobody.data
    assert not somebody.headers.getlist("Set-Cookie") and b"Quill" not in somebody.data
    assert not re.search(r'name=\\"csrf_token\\" value=\\"[^\\]', somebody.text)
    assert "nonce" not in somebody.text


def test_the_bundle_is_small_and_kept_for_good_under_its_own_name(client: FlaskClient) -> None:
    person = people.make()
    people.sign_in(client, person)
    draft = drafts.begin(person, clock.now(), safety_now="no", agree_status="agreed")
    (named,) = set(re.findall(r'data-blank="([^"]+)"', client.get(f"/requests/{draft.id}/strengths").text))
    answer = client.get(named, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert len(answer.data) <= 24 * 1024 < len(gzip.decompress(answer.data))
    assert client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert client.get("/form/1999-01/blank.json").status_code == 404


def test_the_worker_keeps_files_of_ours_and_nothing_of_anybodys(client: FlaskClient) -> None:
    answer = client.get("/sw.js")
    assert answer.mimetype == "text/javascript" and answer.headers["Cache-Control"] == "no-cache"
    kept = json.loads(answer.text.split("self.kept = ")[1].split(";\n")[0])
    assert "/offline" in kept["files"] and any(name.startswith("/brand.css?v=") for name in kept["files"])
    assert len([name for name in kept["files"] if ".woff2" in name]) == 2
    assert sum("portal.css" in name or "blank.json" in name for name in kept["files"]) == 2
    for name in kept["files"]:
        assert client.get(name).status_code == 200, name
    people.sign_in(client, people.make())
    assert client.get("/sw.js").text == answer.text


def test_the_offline_page_says_whom_to_ring_and_knows_nobody(client: FlaskClient) -> None:
    people.sign_in(client, people.make(name="Rosalind Quill"))
    page = client.get("/offline").text
    assert "You are offline" in page and 'href="tel:999"' in page and "Multi-Agency Safeguarding Hub" in page
    assert "Sign out" not in page and "csrf_token" not in page and "Open now" not in page
