"""Which part of the request page each question belongs to, in the order an advisor reads (SCREENS.md)."""

TITLES: dict[str, str] = {
    "safe_contact": "Safe contact",
    "agreement": "Agreement and its limits",
    "first_wish": "What the family would like first",
    "needs": "What they would like help with",
    "strengths": "What is going well",
    "parent_words": "In the parents’ own words",
    "child_voices": "What the children say",
    "worries": "What is getting in the way",
    "tried": "What has been tried",
    "children": "The children",
    "adults": "The adults",
    "helping": "Who is already helping",
    "before": "Before this request",
    "referrer": "Who is asking",
}
ORDER = tuple(TITLES)

_BY_QUESTION: dict[str, str] = {
    "interpreter": "safe_contact",
    "language": "safe_contact",
    "format": "safe_contact",
    "access_needs": "safe_contact",
    "visit_notes": "safe_contact",
    "home_address": "safe_contact",
    "home_postcode": "safe_contact",
    "home_postcode_none": "safe_contact",
    "home_district": "safe_contact",
    "outcome_to_family": "safe_contact",
    "need_first": "first_wish",
    "better": "first_wish",
    "service_idea": "needs",
    "harm_checked": "needs",
    "strengths": "strengths",
    "network": "strengths",
    "parent_words": "parent_words",
    "child_voice_how": "child_voices",
    "child_voice": "child_voices",
    "worries": "worries",
    "tried": "tried",
    "gp_surgery": "helping",
    "under_fives_worker": "helping",
    "existing_plan": "helping",
    "existing_plan_detail": "helping",
    "social_worker_now": "helping",
    "social_worker_asked": "helping",
    "asked_before": "before",
    "asked_before_when": "before",
    "changed_since": "before",
    "safety_now": "before",
    "safety_advised": "before",
    "safety_advised_by": "before",
    "mac_join": "referrer",
    "outcome_to_me": "referrer",
    "outcome_format": "referrer",
    "start_role": "",
    "confirm": "",
}
_BY_START: tuple[tuple[str, str], ...] = (
    ("contact_", "safe_contact"),
    ("agree_", "agreement"),
    ("need_", "needs"),
    ("da_", "needs"),
    ("child_", "children"),
    ("adult_", "adults"),
    ("pro_", "helping"),
    ("ref_", "referrer"),
)

# What the form asks of "you", as a colleague reads it of the referrer.
_OF_THE_REFERRER: dict[str, str] = {
    "ref_name": "Name",
    "ref_job": "Job or role",
    "ref_org": "Organisation",
    "ref_email": "Work email",
    "ref_phone": "Phone",
    "ref_lead": "Manager or safeguarding lead",
    "ref_away": "When they are away, and who to ask instead",
    "ref_known": "How long they have known the family",
    "ref_continue": "What they will keep doing for the family",
    "mac_join": "Whether they or a colleague could join a meeting",
    "outcome_to_me": "How they would like to be told the outcome",
    "outcome_format": "Format for their own letter",
}


def label_of(question_id: str, asked: str) -> str:
    """What stands beside the answer on an advisor's page; `asked`, the form's own words, for all but the referrer."""
    return _OF_THE_REFERRER.get(question_id, asked)


def part_of(question_id: str) -> str:
    """The part a question is read in; empty for what an advisor has no use for. A question of a later set that nobody
    placed is read with the rest about the referrer, never lost."""
    if question_id in _BY_QUESTION:
        return _BY_QUESTION[question_id]
    return next((part for start, part in _BY_START if question_id.startswith(start)), "referrer")
