"""Every form is of the kind that keeps what was typed when a sign-in lapses (docs/decisions/sign_in.md)."""

from tests.architecture.test_budgets import PACKAGES, ROOT, modules

ONLY_HERE = "portal/web/forms.py"


def test_no_form_but_ours_is_used() -> None:
    wrong = [str(path.relative_to(ROOT)) for path in modules(*PACKAGES) if "FlaskForm" in path.read_text()]
    assert wrong == [ONLY_HERE]
