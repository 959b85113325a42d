"""What to call the people of a draft."""

from datetime import date

from forms import showing
from forms.answers import Answers

NAMES = {
    "children": ("child_first_name", "child_last_name"),
    "adults": ("adult_first_name", "adult_last_name"),
    "agree_people": ("agree_name",),
    "professionals": ("pro_org",),
}
GROWN = 16  # from this age a young person can agree, and be contacted, for themselves (DOMAIN.md 1.5)


def full_name(answers: Answers, repeat_id: str, item: str) -> str:
    """The name typed so far, first name first; "" when none was."""
    parts = [answers.text(f"{repeat_id}/{item}/{field}").strip() for field in NAMES[repeat_id]]
    return " ".join(part for part in parts if part)


def call(answers: Answers, repeat_id: str, item: str) -> str:
    """What to call a person on screen: the first name typed so far (a service: its name), else "Child 2"."""
    return answers.text(f"{repeat_id}/{item}/{NAMES[repeat_id][0]}").strip() or place(answers, repeat_id, item)


def place(answers: Answers, repeat_id: str, item: str) -> str:
    """ "Child 2": without a name, for the titles of pages, which browsers keep in their history."""
    repeat = answers.questions.repeat(repeat_id)
    if repeat is None:
        return ""
    items = answers.items(repeat_id)
    number = items.index(item) + 1 if item in items else len(items) + 1
    return f"{repeat.one.capitalize()} {number}"


def to_contact(answers: Answers, today: date) -> dict[str, str]:
    """Who can be contacted first: path of the person -> full name. Adults, then children aged 16 or over."""
    adults = {f"adults/{item}": full_name(answers, "adults", item) for item in answers.items("adults")}
    grown = {
        f"children/{item}": full_name(answers, "children", item)
        for item in answers.items("children")
        if (showing.age(answers, item, today) or 0) >= GROWN
    }
    return {path: name for path, name in (adults | grown).items() if name}
