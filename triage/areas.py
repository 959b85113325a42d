"""The parts of family life a family may want help with: the codes of `need_areas` as letters and lists name them.

The codes are the national headline outcomes (DOMAIN.md glossary, need_area); a question set may offer fewer.
"""

LABELS: dict[str, str] = {
    "getting_a_good_education": "School, college or learning",
    "good_early_years_development": "A good start for a baby or child under 5",
    "improved_mental_and_physical_health": "Feeling well in mind and body",
    "better_managed_substance_use": "Drinking or drug use",
    "improved_family_relationships": "Getting on as a family",
    "children_safe_from_abuse_and_exploitation": "Keeping children safe, at home and outside",
    "families_diverted_from_crime": "Staying out of trouble",
    "safe_from_domestic_abuse": "Being safe from domestic abuse",
    "secure_housing": "A safe, settled home",
    "financial_stability": "Money, debt or work",
    "something_else": "Something else",
}


def label(area: str) -> str:
    """The area in words; the code itself when a later question set brings one not known here."""
    return LABELS.get(area, area.replace("_", " "))


# Named in a letter, these could give away what somebody must not read (DOMAIN.md 3.2).
_NEVER_IN_LETTERS = {
    "better_managed_substance_use",
    "children_safe_from_abuse_and_exploitation",
    "families_diverted_from_crime",
    "safe_from_domestic_abuse",
    "something_else",
}


def in_letter(area: str) -> str:
    """The area as a letter may name it; empty when it must not."""
    return "" if area in _NEVER_IN_LETTERS or area not in LABELS else LABELS[area]
