"""How long things take and are kept, as a council file says it: promises, sign-ins, drafts."""

from datetime import time
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from portal import council_words as words

Time = Annotated[time, BeforeValidator(words.clock_time)]
Days = Annotated[int, Field(ge=1, le=400)]
WarnDays = Annotated[tuple[Days, ...], Field(min_length=1), AfterValidator(words.rising)]


class Part(BaseModel):
    """A part of the file: unknown keys are mistakes, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Targets(Part):
    """How soon things happen, in working days (DOMAIN.md 2.5)."""

    first_answer_days: Days = 3
    cut_off: Time = time(17)
    first_contact_days: Days = 5
    check_back_days: Days = 20
    look_again_days: Days = 10
    look_again_answer_days: Days = 5
    mac_days: Days = 10
    mac_result_days: Days = 2
    transfer_days: Days = 2
    holding_days: Days = 2  # after a promised day that passed: the new date of the holding message
    reminder_days: Days = 1  # before a question to the referrer is asked after
    reopen_days: Days = 20
    second_contact_days: Days = 2  # a letter that nobody opened goes to the second contact too
    unread_days: Days = 4  # then an advisor rings
    contact_within_days: Days = 10  # all tries of "we could not reach the family"
    contact_tries: Annotated[int, Field(ge=1, le=20)] = 3
    contact_ways: Annotated[int, Field(ge=1, le=5)] = 2
    contact_on_days: Annotated[int, Field(ge=1, le=10)] = 3
    checked_open_days: Days = 28  # calendar days for which "we checked that this service is open" holds
    new_advisor_decisions: Annotated[int, Field(ge=0, le=200)] = 20  # of a new advisor, looked at before sending
    read_now_again_minutes: Annotated[int, Field(ge=5, le=240)] = 30


class SignInTimes(Part):
    """How long sign-ins, trusted devices and codes last. `hide_after_minutes`: when an idle page of the form on a
    device that is not trusted hides what it shows."""

    referrer_idle_minutes: Annotated[int, Field(ge=5, le=1440)] = 120
    referrer_hours: Annotated[int, Field(ge=1, le=72)] = 20
    council_idle_minutes: Annotated[int, Field(ge=5, le=240)] = 30
    council_hours: Annotated[int, Field(ge=1, le=24)] = 12
    trusted_device_days: Annotated[int, Field(ge=1, le=90)] = 30
    hide_after_minutes: Annotated[int, Field(ge=1, le=240)] = 15
    code_minutes: Annotated[int, Field(ge=2, le=30)] = 10
    code_tries: Annotated[int, Field(ge=3, le=10)] = 5


class Keep(Part):
    """How many days drafts are kept, and how old an agreement may be (DOMAIN.md 1.4, 6.2).

    Days of a draft count from its last change, or from when its owner asked to keep it; `longest_draft_days` from the
    last change alone. `*_warn_days`: on which its owner is warned. `restore_days`: how long a deleted one can be put
    back. `sent_days`: how long what was typed stays beside the request that it became. `owner_away_days`: of somebody
    without a sign-in, after which the lead of their organisation may take their drafts over."""

    draft_days: Days = 28
    draft_warn_days: WarnDays = (14, 25)
    agreed_draft_days: Days = 90
    agreed_draft_warn_days: WarnDays = (60, 83)
    longest_draft_days: Days = 365
    restore_days: Annotated[int, Field(ge=1, le=30)] = 7
    sent_days: Annotated[int, Field(ge=1, le=30)] = 7
    agreement_check_days: Days = 28
    owner_away_days: Days = 28

    @model_validator(mode="after")
    def warned_before_the_end(self) -> Self:
        """Raises ValueError when a warning would come on the last day or after it."""
        for name in ("draft", "agreed_draft"):
            kept, warned = getattr(self, f"{name}_days"), getattr(self, f"{name}_warn_days")
            if warned[-1] >= kept:
                told = f"{name}_warn_days goes up to {warned[-1]}, but {name}_days is {kept}."
                raise ValueError(f"{told} Fix: warn before the last day.")
        return self
