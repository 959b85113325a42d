"""People who agreed become the first adults (DOMAIN.md 1.4, rule 4)."""

from forms.answers import Answers, Value

_YOUNG = "young_person_themselves"


def new_adults(answers: Answers) -> dict[str, Value]:
    """Path -> value of the adults to add for people who agreed. An adult has the id of the person who agreed, so each
    is carried over once, and one that was removed does not come back."""
    found: dict[str, Value] = {}
    room = answers.questions.repeat("adults")
    place = len(answers.items("adults"))
    for item in answers.items("agree_people"):
        name = answers.text(f"agree_people/{item}/agree_name").split()
        relationship = answers.text(f"agree_people/{item}/agree_relationship")
        is_ready = name and relationship not in {"", _YOUNG} and f"adults/{item}" not in answers.rows
        if not is_ready or room is None or place >= room.most:
            continue
        place += 1
        found |= _adult(answers, item, name, relationship) | {f"adults/{item}": place}
    return found


def _adult(answers: Answers, item: str, name: list[str], relationship: str) -> dict[str, Value]:
    """Their last word is taken as the last name; a single name is the first name, and the other is still asked for."""
    first, last = (" ".join(name[:-1]), name[-1]) if len(name) > 1 else (name[0], "")
    values: dict[str, Value] = {
        "adult_first_name": first,
        "adult_last_name": last,
        "adult_relationship": relationship,
        "adult_pr": answers.value(f"agree_people/{item}/agree_pr"),
    }
    return {f"adults/{item}/{field}": value for field, value in values.items() if value}
