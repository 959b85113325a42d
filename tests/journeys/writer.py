"""A referrer without JavaScript who fills in the form page by page from an example family, by what the pages offer."""

from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.pages import parse, text_of

LISTS = ("agree_people", "children", "adults", "professionals")


class Writer:
    """`answers`: those of a case. `seen` keeps each page's address and words in the order they were met."""

    def __init__(self, client: FlaskClient, answers: dict[str, Any]) -> None:
        self.client, self.answers, self.seen = client, answers, list[tuple[str, str]]()
        self.items: dict[str, list[str]] = {name: [] for name in LISTS}
        self.at = ""
        self.response: TestResponse

    def open(self, address: str) -> Element:
        """Follow to a page and remember it."""
        self.response = self.client.get(address)
        while self.response.status_code == 302:
            address = self.response.headers["Location"]
            self.response = self.client.get(address)
        assert self.response.status_code == 200, address
        self.at = address.split("?")[0]
        self.seen.append((self.at, text_of(self.response)))
        return parse(self.response.get_data(as_text=True))

    def fill(self, action: str | None = None, **changed: Any) -> Element:
        """Fill in the page that is open, press its button and follow."""
        form = form_of(parse(self.response.get_data(as_text=True)))
        fields = filled(form, self._values() | changed) | ({"action": action} if action else {})
        response = self.client.post(form.get("action") or self.at, data=fields)
        if response.status_code == 302:
            return self.open(response.headers["Location"])
        self.response = response
        assert response.status_code == 200, response.status_code
        self.seen.append((self.at, text_of(response)))
        return parse(response.get_data(as_text=True))

    def on_list(self) -> None:
        """Finish who is there, add who is missing, else go on."""
        page = parse(self.response.get_data(as_text=True))
        name = self.at.split("/")[-2]
        links = {"".join(link.itertext()).split()[0]: link.get("href", "") for link in page.iter("a")}
        if "Finish" in links:
            self.open(links["Finish"])
        elif len(self.items[name]) < len(self.answers.get(name, [])):
            response = self.client.post(self.at.replace("/list", "/add"))
            self.open(response.headers["Location"])
        else:
            self.open(links["Continue"])

    def _values(self) -> dict[str, Any]:
        notes = {f"need_note-{area}": note for area, note in self.answers.get("need_notes", {}).items()}
        parts = self.at.split("/")
        if len(parts) < 6 or parts[3] not in self.items:
            return self.answers | notes
        items = self.items[parts[3]]
        if parts[4] not in items:
            items.append(parts[4])
        return dict(self.answers[parts[3]][items.index(parts[4])])


def form_of(page: Element) -> Element:
    """The form with the questions."""
    return next(form for form in page.find(".//main").iter("form"))  # type: ignore[union-attr]  # every page has one


def filled(form: Element, values: dict[str, Any]) -> dict[str, Any]:
    """What a browser would post: the page's own values, with `values` put in by name."""
    fields: dict[str, Any] = {}
    labels = {label.get("for"): "".join(label.itertext()).strip() for label in form.iter("label")}
    for control in form.iter():
        name, kind = control.get("name", ""), control.get("type", "")
        if control.tag == "input" and kind in {"radio", "checkbox"}:
            _choose(fields, control, values.get(name), labels.get(control.get("id"), ""))
        elif control.tag in {"input", "textarea", "select"} and name:
            fields[name] = _text(values, name, _held(control))
    return fields


def _held(control: Element) -> str:
    if control.tag == "input":
        return control.get("value", "")
    if control.tag == "textarea":
        return "".join(control.itertext())
    return next((o.get("value", "") for o in control.iter("option") if o.get("selected") is not None), "")


def _text(values: dict[str, Any], name: str, held: str) -> str:
    question, _, part = name.rpartition("-")
    if part in {"day", "month", "year"} and values.get(question):
        return str(values[question].split("-")[("year", "month", "day").index(part)])
    return str(values.get(name, held))


def _choose(fields: dict[str, Any], control: Element, wanted: Any, label: str) -> None:
    value = control.get("value", "")
    is_wanted = wanted is True or not {value, label}.isdisjoint(wanted if isinstance(wanted, list) else [wanted])
    if is_wanted or (wanted is None and control.get("checked") is not None):
        fields.setdefault(control.get("name", ""), []).append(value)
