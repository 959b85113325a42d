"""Outcomes after which somebody helps the family (DOMAIN.md 2.4, the first seven)."""

from triage.outcome_parts import ADVICE, BOTH_BY_DAY_3, EARLY_HELP, Outcome, checked_open, fact, on_date, yes_to
from triage.slots import Kind, Slot

_NEED = "In a few words: sleep, or a form. Leave it empty for a listed service: the list says it"
_WHO = "As it should read in the letter: The Sleep Well team. Leave it empty for a listed service"

HELPING: tuple[Outcome, ...] = (
    Outcome(
        code="advice_guidance",
        name="Advice and guidance",
        means="The people already helping can meet the need with what we have agreed",
        told=BOTH_BY_DAY_3,
        contact_outcome=ADVICE,
        slots=(
            fact("advised", "What you advised"),
            fact("come_back", "How they can come back", "For example ring you, or send a new request"),
        ),
    ),
    Outcome(
        code="signposted",
        name="Linked to a named service",
        means="One or more named services that cover this district",
        told=BOTH_BY_DAY_3,
        contact_outcome=ADVICE,
        slots=(
            Slot(id="service", label="Name of the service", kind=Kind.SERVICE),
            Slot(id="need", label="What the service can help with", hint=_NEED),
            Slot(id="who", label="Who makes contact", hint=_WHO),
            on_date("date", "When they make contact by"),
            checked_open(),
        ),
    ),
    Outcome(
        code="family_hub_offer",
        name="Family hub offer",
        means="A hub worker makes contact and offers named support",
        told=BOTH_BY_DAY_3 + "; the hub the same day",
        contact_outcome=EARLY_HELP,
        slots=(
            Slot(id="hub", label="Name of the family hub", kind=Kind.HUB),
            checked_open(),
            on_date("date", "First contact by", within="first_contact_days"),
        ),
    ),
    Outcome(
        code="partner_led_plan",
        name="Plan led by someone who knows the family",
        means="School, health or another leads a team around the family; we support them",
        told=BOTH_BY_DAY_3,
        contact_outcome=EARLY_HELP,
        slots=(
            Slot(id="organisation", label="Organisation that will lead", hint="As it should read: your school"),
            Slot(id="role", label="Who leads, for the family's letter", hint="Their role: Alfie's school"),
            fact("lead", "Name of the lead practitioner", "Who will lead. It is in no letter"),
            yes_to("lead_agreed", "The lead practitioner has said yes"),
            on_date("date", "First meeting by"),
        ),
    ),
    Outcome(
        code="family_service",
        name="Family Service worker",
        means="A named worker and a plan for the whole family",
        told=BOTH_BY_DAY_3 + "; the team the same day",
        contact_outcome=EARLY_HELP,
        slots=(
            fact("team", "Family Service team"),
            Slot(id="first_name", label="Worker's first name", hint="Leave empty if not known yet", required=False),
            on_date("date", "First contact by", within="first_contact_days"),
        ),
    ),
    Outcome(
        code="multi_agency_conversation",
        name="Multi-Agency Conversation",
        means="Several services talk once, with the family's agreement, to agree who helps",
        told="Interim letters by day 3; the final ones within 2 working days of the meeting",
        contact_outcome=EARLY_HELP,
        is_interim=True,
        steps=("decide", "book_mac"),
        slots=(
            on_date("date", "Date of the conversation", within="mac_days"),
            on_date("ring_by", "When you will ring the family with what was agreed"),
            fact("invited", "Who is asked"),
            fact("limits", "What the family does not want shared", "Write 'none' if there is nothing"),
        ),
    ),
    Outcome(
        code="joined_to_open_work",
        name="Passed to the worker already helping",
        means="A worker or plan is already open",
        told=BOTH_BY_DAY_3,
        contact_outcome=ADVICE,
        slots=(
            Slot(id="first_name", label="Worker's first name"),
            yes_to("worker_agreed", "The worker has confirmed they have this request"),
        ),
    ),
)
