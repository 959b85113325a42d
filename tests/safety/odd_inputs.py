"""A seeded stream of odd requests: strings, bodies, headers and addresses that no page of ours would send."""

import json
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from tests.safety import writes
from tests.safety.estate import Estate

TEXTS = [
    "", " ", "\t\n", "0", "-1", "1e309", "9" * 30, "NaN", "null", "[]", "{}", "true", "'", '"', "' OR 1=1 --", "\\",
    "<script>alert(1)</script>", "{{1337*7331}}", "{% for x in y %}", "%s%n", "../../etc/passwd", "\x00", "a\x00b",
    "\x1b[31m", "\u202egnp.exe", "\ufeff", "\uffff", "👩‍👩‍👧", "e\u0301" * 50, "x" * 21_000, "\n" * 3000, "2026-02-30",
    "0000-00-00", "99999-99-99", "31/02/2026", "NG99 9ZZ", "@", "a@b", "a@" + "b" * 300 + ".example", "EH-", "EH-7777",
    "children/p1/child_dob", "need_note/x", "[" * 5000, '{"a":' * 5000, "2147483648", "9223372036854775808", "-0",
    "1_0",
    "٣", "①", "½", "Ⅷ", "0x10", "1.5", "$HOME", "http://[::1", "//evil.example", "javascript:alert(1)", "\r\nX: y",
    "%00",
    "%ff", "id;sleep 5", "${7*7}", "#{7*7}", "\u0085", "\u2028", "ﷺ" * 300, "I\u0307", "ß" * 99, "\U0001f600",
]  # fmt: skip
NAMES = re.compile(r'name="([\w-]+)"')
QUERY = ("after", "reference", "show", "district", "next", "from", "area", "v", "code", "words", "q")
HEADERS = ("Origin", "Referer", "Cookie", "Accept", "User-Agent", "Content-Type", "X-Forwarded-For",
    "X-Forwarded-Host",
           "X-Forwarded-Proto", "Range", "If-None-Match", "If-Modified-Since", "Sec-Fetch-Site", "Accept-Language",
           "Authorization", "X-CSRFToken", "Transfer-Encoding", "Content-Encoding", "Forwarded",
           "Accept-Charset")  # fmt: skip
BODIES = [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"edits": [null]}', b'{"edits": {"0": 1}}', b'"\\ud800"',
    b"[" * 90_000,
          b'{"a":' * 90_000, b"1" * 9000, b'{"edits": ' + b"9" * 5000 + b"}", b"a=%ff&b=%00&c", b"&&&=&=;",
          b"--x\r\n\r\n",
          b'{"email": "a\\u0000@b.example", "text": ["x"], "strengths": {"a": 1}, "base": {}}',
          *(b'--x\r\nContent-Disposition: form-data; name="' + field + b'"; filename="a"\r\n\r\nhello\r\n--x--\r\n'
            for field in (b"text", b"strengths", b"email", b"base", b"outcome", b"reasons"))]  # fmt: skip
TYPES = ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x",
    "multipart/form-data",
         "text/plain", "application/json; charset=utf-7", "application/csp-report", "", "a/b; c=\"",
         "multipart/mixed"]  # fmt: skip

ENDINGS = ("/delete", "/withdraw", "/give-back", "/sign-out", "everywhere", "/close", "/remove", "/decide/send")


class Odd:
    """`stream` gives method, path and what to send. The same seed gives the same requests."""

    def __init__(self, estate: Estate, seed: int) -> None:
        self.random, self.estate = random.Random(seed), estate
        self.reads = sorted(rule.rule for rule in estate.app.url_map.iter_rules() if "GET" in (rule.methods or set()))
        self.fields: dict[str, list[str]] = {}

    def text(self) -> str:
        return self.random.choice(TEXTS)

    def stream(self, name: str, number: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """`number` requests that `name` might have sent."""
        everywhere = list(writes.addresses(self.estate))
        for _ in range(number):
            is_last = self.random.random() < 0.05
            addresses = [each for each in everywhere if is_last or not each[1].endswith(ENDINGS)]
            match self.random.randrange(6):
                case 0:
                    yield "GET", self.odd_path(), {"query_string": self.query()}
                case 1:
                    yield "PATCH", f"/requests/{self.estate.draft.id}/answers", {"json": self.edits()}
                case 2:
                    method, path, _ = self.random.choice(addresses)
                    yield method, path, {"data": self.random.choice(BODIES), "content_type": self.random.choice(TYPES)}
                case 3:
                    method, path, _ = self.random.choice([*addresses, ("GET", "/queue", None), ("GET", "/", None)])
                    yield (
                        method,
                        path,
                        {"headers": self.headers()} | ({"data": {"text": "x"}} if method == "POST" else {}),
                    )
                case _:
                    _, path, _ = self.random.choice(addresses)
                    yield "POST", path, {"data": self.typed(name, path), "query_string": self.query()}

    def odd_path(self) -> str:
        rule = self.random.choice(self.reads)
        return re.sub(r"<[^>]+>", lambda _: quote(self.text()[:300], safe="%"), rule)

    def query(self) -> dict[str, str]:
        return {self.random.choice(QUERY): self.text()[:3000] for _ in range(self.random.randrange(3))}

    def headers(self) -> dict[str, str]:
        chosen = self.random.sample(HEADERS, 3)
        return {
            each: re.sub(r"[\r\n]", "", self.text()).encode("utf-8", "replace").decode("latin-1") for each in chosen
        }

    def typed(self, name: str, path: str) -> dict[str, Any]:
        """Every field the page has, some of them odd, and some that it has not."""
        if path not in self.fields:
            self.fields[path] = sorted(
                {*NAMES.findall(self.estate.get(name, path).text), "base", "seen", "action", "next"}
            )
        known = {field: self.text() for field in self.fields[path] if self.random.random() < 0.7}
        return known | {
            key: value for key, value in writes.TYPED.items() if key not in known and self.random.random() < 0.5
        }

    def edits(self) -> Any:
        """The body of an autosave with something odd at one place."""
        edit: dict[str, Any] = {"path": "strengths", "value": "x", "base": 0, "edit": str(uuid4())}
        edit[self.random.choice(list(edit))] = self.random.choice([*self.values(), *self.paths()])
        if self.random.random() < 0.2:
            edit["path"] = self.random.choice(self.paths())
        return {"edits": [edit] * self.random.choice([1, 1, 1, 2, 501])}

    def values(self) -> list[Any]:
        nested: Any = "x"
        for _ in range(60):
            nested = [nested]
        return [self.text(), None, True, 1.5, 2**63, -1, [], {}, ["a", 1], [self.text()] * 70, {"a": "b"}, nested,
                json.loads('"\\ud800"'), float("inf"), float("nan"), "x" * 70_000]  # fmt: skip

    def paths(self) -> list[str]:
        child = self.estate.child
        return [f"children/{child}/child_dob", f"children/{child}", f"children/{child}/child_send",
            "children/zz/child_dob",
                "need_areas", "need_note/sleep", "confirm", "start_role", "home_postcode", "watch_not_this/strengths",
                "watch_not_this/watch_not_this/x", "/", "//", "children//x", self.text()[:190]]  # fmt: skip
