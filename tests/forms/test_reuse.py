"""Starting again from a request that was sent: what is carried, what is asked anew, what is to be checked; and what a
brother or sister has, offered."""

from datetime import timedelta

import pytest

from forms import checklist, drafts, queries, reuse, saving, siblings, submission
from forms.answers import Answers
from forms.layout import Asking
from forms.models import Draft
from forms.questions import Again
from portal import clock, council, db
from portal.accounts.models import User
from tests.factories import cases, people, places, requests, sharing
from tests.factories import drafts as made
from tests.factories.threads import at_once
from triage.models.requests import HelpRequest

NOW = clock.now()
TODAY = clock.local(NOW).date()


@pytest.fixture
def sent(schema: object) -> HelpRequest:
    places.gazetteer()
    return requests.sent(cases.SIBLINGS, by=people.make(job="Head of year"), at=NOW - timedelta(days=90))


def again(sent: HelpRequest) -> tuple[Draft, Answers]:
    by = db.session.get_one(User, sent.referrer_id)
    with db.transaction():
        draft = reuse.begin(db.session.merge(sent, load=False), db.session.merge(by, load=False), NOW)
    return draft, drafts.answers(draft)


def test_what_stands_is_carried_what_may_have_changed_is_marked_and_the_rest_is_asked_anew(sent: HelpRequest) -> None:
    _, answers = again(sent)
    by_id = answers.questions.by_id
    for path, held in answers.rows.items():
        question = by_id.get(path.rpartition("/")[2]) or by_id.get(path.partition("/")[0])
        if question is None or question.id.startswith("asked_before"):
            continue
        assert question.again is not Again.ASK, path
        assert held.to_check is (question.again is Again.CHECK), path
    told = cases.read(cases.SIBLINGS)["answers"]
    names = [answers.text(f"children/{item}/child_first_name") for item in answers.items("children")]
    assert names == [child["child_first_name"] for child in told["children"]]
    assert answers.ticked("need_areas") == told["need_areas"]
    assert answers.is_to_check("worries") and answers.value("worries") == told["worries"]
    assert answers.value("safety_now") is answers.value("contact_ways") is answers.value("agree_status") is None
    assert (answers.value("asked_before"), answers.value("asked_before_when")) == ("yes_by_us", sent.reference)
    assert answers.value("ref_job") == "Head of year"  # from the account as it is now


def test_people_keep_who_they_are_to_each_other(sent: HelpRequest) -> None:
    draft, answers = again(sent)
    mother = answers.items("adults")[0]
    assert mother == answers.items("agree_people")[0]
    assert answers.value("contact_who") == f"adults/{mother}"
    many = len(answers.items("adults"))
    with db.transaction():
        saving.save_page(draft, {"strengths": "x"}, draft.owner_id, NOW)
    assert len(drafts.answers(draft).items("adults")) == many, "nobody who agreed became an adult a second time"


def test_safety_comes_before_all_and_nothing_is_sent_unseen(sent: HelpRequest) -> None:
    draft, answers = again(sent)
    states = checklist.task_list(answers, council.current(), TODAY)
    assert [states[0].section.number, states[0].state] == [0, checklist.State.IN_PROGRESS]
    assert {state.state for state in states[1:]} == {checklist.State.CANNOT_START}
    with pytest.raises(submission.NotFinished) as told:
        submission.send(draft, db.session.get_one(User, draft.owner_id), NOW)
    texts = [block.text for block in told.value.blocks]
    assert "Check that “What is getting in the way, and what has been tried” is still right" in texts


def test_pressed_twice_it_is_one_draft_and_for_nobody_but_who_sent_it(sent: HelpRequest) -> None:
    by, other = db.session.get_one(User, sent.referrer_id), people.make()
    reference, by_id = sent.reference, by.id

    def press() -> object:
        me = db.session.get_one(User, by_id)
        return reuse.begin(reuse.source(reference, me) or pytest.fail(), me, NOW).id

    assert len(set(at_once([press] * 3))) == 1
    assert reuse.source(reference, other) is None


def test_colleagues_of_earlier_drafts_are_at_hand_while_they_work_there(schema: object) -> None:
    ama, beth, cai, dee = (sharing.person(name) for name in ("Ama", "Beth", "Cai", "Dee"))
    for colleague in (dee, cai, beth):
        sharing.hand(made.begin(ama), colleague)
    dee.closed_at = NOW
    db.session.flush()
    assert queries.handed_before(ama, ama.organisation_id or pytest.fail()) == [beth, cai]
    assert queries.handed_before(beth, ama.organisation_id or pytest.fail()) == []


def asking(answers: Answers, slug: str, item: str) -> Asking:
    page = answers.questions.page(slug)
    assert page
    return Asking(page=page, item=item, answers=answers, council=council.current(), today=TODAY)


def test_a_sibling_s_facts_are_offered_where_nothing_is_answered_and_each_set_once(schema: object) -> None:
    facts = {"child_last_name": "Marsh", "child_home": "no", "child_other_postcode": "DN22 9ZZ",
             "child_education": "school", "child_setting": "Larkfield", "child_send": ["none"]}  # fmt: skip
    alfie = {f"children__a__{question}": value for question, value in facts.items()}
    people_ = {"children__a": 1, "children__b": 2, "children__c": 3, "children__a__child_first_name": "Alfie"}
    answers = made.answers(**alfie, **people_, children__b__child_last_name="Marsh", children__c__child_home="yes")
    (name,) = siblings.offers(asking(answers, "child-who", "c"))
    assert (name.name, name.values) == ("Alfie", {"children/c/child_last_name": "Marsh"})
    (about,) = siblings.offers(asking(answers, "child-about", "c"))
    assert about.values == {"children/c/child_education": "school", "children/c/child_setting": "Larkfield"}
    assert len(siblings.offers(asking(answers, "child-about", "b"))[0].values) == 4
    assert siblings.offers(asking(answers, "child-about", "a")) == []
    assert siblings.offers(asking(answers, "child-who", "b")) == []
