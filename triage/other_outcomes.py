"""Outcomes that pass a request on, wait or end it (DOMAIN.md 2.4, the last eight)."""

from triage.outcome_parts import ADVICE, CHILD_IN_NEED, FamilyLetter, Outcome, fact, on_date, yes_to
from triage.slots import Kind, Slot

PASSING_ON: tuple[Outcome, ...] = (
    Outcome(
        code="step_up_mash",
        name="Passed to the MASH by phone",
        means="Likely significant harm, or a social work service looks needed",
        told="The MASH at once by phone; the referrer the same day; the family if it is safe",
        contact_outcome=CHILD_IN_NEED,
        family_letter=FamilyLetter.NO,
        slots=(
            fact("phoned_on", "Date you phoned the MASH", kind=Kind.DATE),
            fact("phoned_at", "Time you phoned the MASH", "24-hour clock, like 14:05", kind=Kind.TIME),
            fact("spoke_to", "Who you spoke to"),
            fact("mash_reference", "MASH reference"),
            fact("family_told", "Whether the family was told, and why or why not"),
        ),
    ),
    Outcome(
        code="transfer_district",
        name="Passed to another district",
        means="The family lives in another district of this council",
        told="The referrer the same day",
        is_interim=True,
        keeps_due_date=True,
        steps=("transfer", "take_over"),
        slots=(
            Slot(id="district", label="District that will answer", kind=Kind.DISTRICT),
            on_date("date", "When that team will ring the family by", "The promised date does not change"),
            fact("spoke_to", "Who you spoke to there"),
        ),
    ),
    Outcome(
        code="transfer_council",
        name="Passed to another council",
        means="The child lives outside this council's area",
        told="The family, the referrer and the other council, within 2 working days",
        contact_outcome=ADVICE,
        steps=("transfer",),
        slots=(
            Slot(id="council", label="Name of the council"),
            Slot(id="team", label="Team you spoke to"),
            on_date("date", "When you will check they have been in touch by", "Within 2 working days"),
            fact("spoke_to", "Who you spoke to"),
            yes_to("sent_securely", "The request was sent to them securely"),
        ),
    ),
    Outcome(
        code="more_information",
        name="We need one thing from you",
        means="We cannot decide without it",
        told="The referrer, by day 2",
        is_interim=True,
        keeps_due_date=True,
        family_letter=FamilyLetter.NO,
        steps=("ask",),
        slots=(
            fact("question_1", "First question", "In plain words. Nobody's name is needed"),
            fact("question_2", "Second question", required=False),
            fact("question_3", "Third question", required=False),
            fact("phoned_on", "When you asked by phone first", "The day you rang or tried to", kind=Kind.DATE),
            on_date("date", "Answer needed by"),
        ),
    ),
    Outcome(
        code="family_declined",
        name="Family chose not to go ahead",
        means="They said no or stopped",
        told="The referrer; the family if they want",
        contact_outcome=ADVICE,
        slots=(
            fact("offered", "What was offered"),
            fact("safety_thought", "What you thought about safety"),
        ),
    ),
    Outcome(
        code="unable_to_contact",
        name="We could not reach the family",
        means="At least 3 tries, in 2 ways, on 3 days, all ticked as safe, within 10 working days",
        told="The referrer",
        contact_outcome=ADVICE,
        family_letter=FamilyLetter.IN_PERSON_ONLY,
        slots=(
            Slot(id="n", label="How many times you tried", kind=Kind.NUMBER),
            fact("tries", "Each try: day and way"),
            yes_to("referrer_will_ask", "The referrer has agreed to ask in person"),
            on_date("date", "Date to look again"),
        ),
    ),
    Outcome(
        code="duplicate",
        name="Joined to an earlier request",
        means="Same family, same need, already being dealt with",
        told="The referrer, without saying who sent the other",
        family_letter=FamilyLetter.NO,
        steps=("link",),
        slots=(
            fact("other_reference", "Reference of the other request"),
            yes_to("facts_copied", "New facts have been copied to it"),
        ),
    ),
    Outcome(
        code="withdrawn",
        name="Taken back by the referrer",
        means="Before a decision",
        told="The referrer",
        family_letter=FamilyLetter.NO,
        steps=("withdraw",),
        slots=(fact("why", "Why it was taken back"), fact("is_safe", "Is the child safe, and how you know")),
    ),
)
