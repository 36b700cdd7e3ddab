"""From the application to the award, the money and the closed file."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.cases.steps import make_paper, prefill_of
from nuanxin.rights.intake.clocks import running_clocks
from tests.conftest import People
from tests.unit.rights.cases.making import on_day, pay_all
from tests.unit.rights.disputes.arbitration.making import Desk, answer_all, make_file, papers, step, to_hearing, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(people: People) -> Desk:
    return Desk()


def minimum(value: object = 2000) -> None:
    from nuanxin.foundation.organisations.models import LocalSetting

    LocalSetting.objects.create(
        key="wage.minimum", region_id="410721", value=value, source="省政府通知", valid_from=date(2022, 1, 1)
    )


def test_final_award_paid_and_closed(people: People, desk: Desk) -> None:
    minimum()
    case = make_file(people, desk)
    to_hearing(case, desk)
    walk(case, "award_final final_to_worker final_to_employer", desk, date(2024, 1, 8))
    terms = {clock.term for clock in running_clocks(case.clue)}
    assert {"arb.final_worker_suit", "arb.final_employer"} <= terms and "arb.decide" not in terms
    step(case, "effective", desk, date(2024, 1, 8))
    pay_all(case.clue, people, date(2024, 1, 9))
    walk(case, "performed", desk, date(2024, 1, 9))
    settle_and_close(case=case, by=desk.arbitrator, on=date(2024, 1, 10), opinion="付清")
    settled = Settlement.objects.get(clue=case.clue)
    assert (settled.solved_by, settled.persons, settled.amount_fen) == ("arbitration", 3, 3_000_000)
    assert Case.objects.get(pk=case.pk).closing == "解决结案"
    assert "arbitration_final_award" in papers(case)


def test_mediated_signed_for_and_who_gets_what(people: People, desk: Desk) -> None:
    """The green channel: an agreement reached elsewhere becomes a mediation document, effective once both signed for it."""
    case = make_file(people, desk, ground="agreement")
    walk(case, "accept panel", desk, date(2023, 12, 6))
    step(case, "mediation_tried", desk, date(2023, 12, 7), result="agreed", content="十日内付清\n其他请求放弃")
    with pytest.raises(Refusal, match="逐人支付明细表"):
        step(case, "mediation_document", desk, date(2023, 12, 7), amount=2_000_000)
    walk(case, "mediation_document mediation_to_worker", desk, date(2023, 12, 7))
    with pytest.raises(Refusal, match="被申请人还没有签收"):
        step(case, "mediation_effective", desk, date(2023, 12, 7))
    walk(case, "mediation_to_employer mediation_effective", desk, date(2023, 12, 8))
    assert not running_clocks(case.clue).filter(term="arb.decide").exists()
    fields = papers(case)["arbitration_mediation_document"].fields
    assert [row[2] for row in fields["items"]] == [1_000_000] * 3 and fields["result"] == ["十日内付清", "其他请求放弃"]


def test_everything_dismissed_is_an_award_too(people: People, desk: Desk) -> None:
    minimum()
    case = make_file(people, desk)
    to_hearing(case, desk)
    answer_all(case, desk, date(2024, 1, 3), employer=0, panel=0)
    step(case, "award_final", desk, date(2024, 1, 4))
    assert papers(case)["arbitration_final_award"].fields["amount"] == 0
    assert "驳回工人2关于拖欠工资的其他请求" in str(papers(case)["arbitration_final_award"].fields)


def test_the_application_is_written_from_the_elements(people: People, desk: Desk) -> None:
    case = make_file(people, desk)
    known = prefill_of(case, "arbitration_application", {})
    with on_day(date(2023, 12, 6)):
        paper = make_paper(
            case=case, kind="arbitration_application", fields=known, by=desk.arbitrator, on=date(2023, 12, 6)
        )
    assert "支付2023-09至2023-11拖欠工资10,000.00元" in str(paper.wording)
