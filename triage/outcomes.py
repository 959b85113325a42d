"""The 15 outcomes (DOMAIN.md 2.4). There is none that means nothing happens."""

from triage.helping_outcomes import HELPING
from triage.other_outcomes import PASSING_ON
from triage.outcome_parts import FamilyLetter, Outcome

__all__ = ["EXTRA", "OUTCOMES", "FamilyLetter", "Outcome"]

OUTCOMES: dict[str, Outcome] = {outcome.code: outcome for outcome in HELPING + PASSING_ON}

# A second outcome beside the first, or for one child, is always help: never an ending, a passing on or a question.
EXTRA: dict[str, Outcome] = {
    code: OUTCOMES[code]
    for code in ("advice_guidance", "signposted", "family_hub_offer", "partner_led_plan", "family_service")
}
