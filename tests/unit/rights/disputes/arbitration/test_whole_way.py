"""From the application to the award, the money and the closed file."""

from __future__ import annotations

from datetime import date

import pytest

from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.intake.clocks import running_clocks
from tests.conftest import People
from tests.unit.rights.cases.making import pay_all
from tests.unit.rights.disputes.arbitration.making import Desk, make_file, papers, step, to_hearing, walk

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
