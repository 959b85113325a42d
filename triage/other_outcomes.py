"""Outcomes that pass a request on, wait or end it (DOMAIN.md 2.4, the last eight)."""

from triage.outcome_parts import ADVICE, CHILD_IN_NEED, FamilyLetter, Outcome, done_on, fact, on_date, yes_to
from triage.slots import Kind, Slot

_NEW = "It becomes a note on the other request. Do not say who sent this one. If nothing is new, write that"

PASSING_ON: tuple[Outcome, ...] = (
    Outcome(
        code="step_up_mash",
        name="Passed to the MASH by phone",
        means="Likely significant harm, or a social work service looks needed",
        told="The MASH at once by phone; the referrer the same day; the family if it is safe",
        contact_outcome=CHILD_IN_NEED,
        family_letter=FamilyLetter.NO,
        slots=(
            done_on("phoned_on", "Date you phoned the MASH"),
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
            on_date("date", "When you will check they have been in touch by", within="transfer_days"),
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
            done_on("phoned_on", "When you asked by phone first", "The day you rang or tried to"),
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
            fact("door_open", "What you said so that they can come back", "It is their choice; the door stays open"),
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
            Slot(id="n", label="How many times you tried", kind=Kind.KNOWN),
            fact("tries", "Each try: day and way", kind=Kind.KNOWN),
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
            fact("other_reference", "The other request", kind=Kind.LINKED),
            Slot(id="new_facts", label="What is new in this request", hint=_NEW, longest=2000, in_letter=False),
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
