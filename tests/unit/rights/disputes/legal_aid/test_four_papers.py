"""One interview, four papers; and the advice desk, from the telephone to the clue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from nuanxin.foundation.common.errors import BadInput, NotAllowed, Refusal
from nuanxin.rights.disputes.legal_aid.advice import Asked, cards, log_advice, turn_into_clue
from nuanxin.rights.disputes.legal_aid.four_papers import (
    keep_interview,
    known_answers,
    last_answers,
    papers_from,
    sees_identity,
    sheet_of_paper,
)
from nuanxin.rights.disputes.legal_aid.interview import Bodies, questions, write_papers
from nuanxin.rights.disputes.legal_aid.models import AidAdvice, AidSharing, PaperInterview
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import ClueEvent
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue
from tests.unit.rights.disputes.legal_aid.aiding import Centre, apply, make_centre

BODIES = Bodies("新乡县人社局", "新乡县仲裁委", "新乡县人民法院", "新乡县人民检察院")
ANSWERS: dict[str, Any] = {
    "name": "刘强",
    "id_number": "410721197001010000",
    "phone": "13800000001",
    "address": "某某村3号",
    "employer": "新乡甲建筑有限公司",
    "place": "甲小区",
    "work": "木工",
    "started": "2023年8月",
    "owed_from": "2023-09",
    "owed_to": "2023-11",
    "amount": 1_000_000,
    "evidence": ["考勤照片"],
    "iou": "yes",
    "other_debts": "no",
    "reachable": "yes",
    "before": "none",
    "difficulty": "不识字",
}


def gates(**changes: Any) -> dict[str, str]:
    """Kind of paper → the reasons in its way."""
    found = write_papers({**ANSWERS, **changes}, BODIES, TODAY, limitation_until=changes.get("until"))
    return {one.kind: "；".join(gate.why for gate in one.gates) for one in found}


def test_all_four_from_one_interview() -> None:
    found = write_papers(ANSWERS, BODIES, TODAY, limitation_until=None)
    assert [one.title for one in found] == [
        "劳动保障监察投诉书",
        "劳动人事争议仲裁申请书",
        "支付令申请书",
        "支持起诉申请书",
    ]
    assert all(one.usable for one in found), found
    assert [one.fields["organ"] for one in found] == [
        BODIES.inspection,
        BODIES.commission,
        BODIES.court,
        BODIES.procuratorate,
    ]


@pytest.mark.parametrize(
    ("changes", "kind", "says"),
    [
        ({"reachable": "no"}, "worker_payment_order", "不能送达"),
        ({"other_debts": "yes"}, "worker_payment_order", "其他债务"),
        ({"iou": "no"}, "worker_payment_order", "没有欠条"),
        ({"iou": "no"}, "worker_support_request", "先经劳动仲裁"),
        ({"difficulty": ""}, "worker_support_request", "困难"),
        ({"before": "court"}, "worker_arbitration_request", "起诉"),
        ({"before": "arbitration"}, "worker_complaint", "不再另行受理"),
        ({"until": date(2024, 1, 9)}, "worker_arbitration_request", "2024-01-09届满"),
    ],
)
def test_each_paper_says_which_gate_is_missing(changes: dict[str, Any], kind: str, says: str) -> None:
    assert says in gates(**changes)[kind]


def test_nothing_stands_in_the_way_on_the_last_day() -> None:
    assert gates(until=TODAY)["worker_arbitration_request"] == ""
    assert gates(iou="no", before="decided")["worker_support_request"] == ""


def test_every_gate_cites_and_says_what_to_do_instead() -> None:
    worst = {**ANSWERS, "iou": "no", "other_debts": "yes", "reachable": "no", "before": "court", "difficulty": ""}
    found = write_papers(worst, BODIES, TODAY, limitation_until=date(2023, 1, 1))
    for one in found:
        assert one.gates
        assert all("条" in gate.cites and gate.instead for gate in one.gates)


def test_a_difficulty_not_told_is_a_gate_and_no_slip() -> None:
    found = write_papers({**ANSWERS, "difficulty": ""}, BODIES, TODAY, limitation_until=None)
    assert [one.usable for one in found] == [True, True, True, False]
    assert found[3].unanswered == ()


def test_an_answer_left_out_is_named() -> None:
    found = write_papers({**ANSWERS, "address": "", "evidence": []}, BODIES, TODAY, limitation_until=None)
    assert all(one.unanswered == ("送达地址", "证据") for one in found)


@pytest.mark.django_db
class TestOnTheClue:
    @pytest.fixture
    def centre(self, people: People) -> Centre:
        return make_centre()

    def test_what_the_clue_knows_is_not_asked_again(self, people: People, centre: Centre) -> None:
        clue = make_clue(people)
        known = known_answers(clue, claims(clue)[0], whole=True)
        assert known["employer"] == "新乡甲建筑有限公司"
        assert (known["name"], known["amount"], known["owed_from"]) == ("工人0", 1_000_000, "2023-09")
        assert "id_number" not in known_answers(clue, claims(clue)[0], whole=False)
        assert set(known) <= {one.key for one in questions()}

    def test_kept_sealed_and_drawn_again(self, people: People, centre: Centre) -> None:
        case = apply(people, centre)
        clue, claim = case.clue, claims(case.clue)[0]
        assert sees_identity(centre.officer, clue) and not sees_identity(people.housing, clue)
        keep_interview(
            clue=clue, claim=claim, answers={**ANSWERS, "left_on": date(2023, 11, 30)}, by=centre.officer, on=TODAY
        )
        again = last_answers(clue, claim)
        assert again is not None and again["left_on"] == date(2023, 11, 30)
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT answers FROM disputes_paperinterview")
            assert "刘强" not in cursor.fetchone()[0]
        papers = papers_from(again, clue, TODAY)
        text = str(sheet_of_paper(papers[0], clue, TODAY).as_dict())
        assert "刘强" in text and "10,000.00元" in text and "新乡县人力资源和社会保障局" in text
        event = ClueEvent.objects.get(clue=clue, kind="paper_interview")
        assert "支付令申请书" in event.text and "刘强" not in event.text
        assert last_answers(clue, claims(clue)[1]) is None

    def test_who_has_no_part_in_it(self, people: People, centre: Centre) -> None:
        clue = make_clue(people)
        with pytest.raises(NotAllowed):
            keep_interview(clue=clue, claim=None, answers=ANSWERS, by=people.housing, on=TODAY)
        with pytest.raises(BadInput, match="送达地址"):
            keep_interview(clue=clue, claim=None, answers={**ANSWERS, "address": ""}, by=None, on=TODAY)
        assert not PaperInterview.objects.exists()

    def asked(self, **changes: Any) -> Asked:
        told: dict[str, Any] = {
            "way": "12348",
            "region": "410721",
            "question": "工地欠了我们三个月工资，没有合同怎么办",
            "name": "刘强",
            "phone": "13800000001",
            "migrant": True,
            "employer": "新乡甲建筑有限公司",
            "project": "甲小区一期",
            "persons": 12,
            "amount_fen": 9_600_000,
            "owed_from": "2023-09",
            "owed_to": "2023-11",
            "card": "no_contract",
            **changes,
        }
        return Asked(**told)

    def test_advice_becomes_a_clue_without_typing_again(self, people: People, centre: Centre) -> None:
        row = log_advice(unit=centre.unit, asked=self.asked(), by=centre.officer, on=TODAY)
        clue = turn_into_clue(advice=row, by=centre.officer, on=TODAY)
        assert (clue.channel, clue.persons, clue.amount_fen) == (Channel.P12348, 12, 9_600_000)
        assert (clue.employer_said, clue.owed_from, clue.owed_to) == ("新乡甲建筑有限公司", "2023-09", "2023-11")
        assert clue.demand == row.question and clue.officer == centre.officer
        reporter = clue.reporters.get()
        assert (reporter.name, reporter.phone, reporter.migrant) == ("刘强", "13800000001", True)
        assert AidAdvice.objects.get().clue == clue
        assert AidSharing.objects.filter(clue=clue).count() == 1  # twelve workers: inspection is told at once
        with pytest.raises(Refusal, match="已经登记为线索"):
            turn_into_clue(advice=row, by=centre.officer, on=TODAY)

    def test_bad_entries_are_named_at_once(self, people: People, centre: Centre) -> None:
        with pytest.raises(BadInput) as wrong:
            log_advice(
                unit=centre.unit,
                asked=self.asked(question=" ", card="", phone="12", owed_from="去年"),
                by=centre.officer,
                on=TODAY,
            )
        assert {fault.column for fault in wrong.value.faults} == {"咨询内容", "答复内容", "联系电话", "欠薪起"}
        with pytest.raises(NotAllowed):
            log_advice(unit=centre.unit, asked=self.asked(), by=people.housing, on=TODAY)

    def test_every_card_cites(self) -> None:
        assert len({one.key for one in cards()}) == len(cards()) >= 8
        assert all("条" in one.cites and one.says for one in cards())
