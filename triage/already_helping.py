"""The services the referrer said are helping, and whether the family said yes to us talking to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from triage.children import key
from triage.models.contacts import Contact, With

_YES, _NO = "yes", "no"


@dataclass(frozen=True, kw_only=True)
class Helping:
    """One service. `said`: "yes", "no" or "not_asked"; `reach`: worker and phone as the referrer gave them."""

    name: str
    said: str
    reach: str

    @property
    def may_be_asked(self) -> bool:
        """False when the family said no: then it is nowhere to be chosen."""
        return self.said != _NO

    @property
    def words(self) -> str:
        """What the family said, as a sentence."""
        known = {_YES: "The family said yes to us talking to them.", _NO: "The family said no to us talking to them."}
        return known.get(self.said, "The family has not been asked yet. Ask them first.")


def services(answers: dict[str, Any], contacts: Iterable[Contact] = ()) -> tuple[Helping, ...]:
    """Each service once. A service spoken to since was spoken to with the family's yes: no other contact is kept."""
    spoken = {key(each.whom) for each in contacts if each.with_whom is With.SERVICE}
    found: dict[str, Helping] = {}
    for given in answers.get("professionals") or []:
        name = str(given.get("pro_org") or "").strip()
        said = str(given.get("pro_ok") or "not_asked")
        if not name or (key(name) in found and found[key(name)].said == _NO):
            continue
        parts = (str(given.get(part) or "").strip() for part in ("pro_name", "pro_contact"))
        said = _YES if said != _NO and key(name) in spoken else said
        found[key(name)] = Helping(name=name, said=said, reach=", ".join(part for part in parts if part))
    return tuple(found.values())


def named(name: str, known: Iterable[Helping]) -> Helping | None:
    """The service of that name, however it is typed; None when the referrer did not name it."""
    return next((each for each in known if key(each.name) == key(name)), None)
