"""The court's files: gates of suit, preservation and payment order; recovered money is the ledger's money."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import standing, totals, verify_claim
from nuanxin.rights.cases.models import Case, Settlement
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.intake.channels import ClueState
from nuanxin.rights.intake.clocks import running_clocks
from nuanxin.rights.intake.models import Clock
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.court.gates import small_claim
from nuanxin.rights.justice.court.recovery import Handed, record_recovery, recovered_fen, withdraw_recovery
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import claims, make_clue, on_day
from tests.unit.rights.justice.making import liaison, opened, take

pytestmark = pytest.mark.django_db
START = date(2023, 12, 5)
DAY = timedelta(days=1)


def court_file(people: People, procedure: str = "wage_suit", **facts: object) -> Case:
    """A file at the court, on a clue on which the court was asked to help."""
    clue = make_clue(people)
    officer = liaison(procedure)
    with on_day(START) as on:
        ask_helper(clue=clue, unit=officer.unit, task="办理诉讼", by=people.owner, on=on)
    return opened(procedure, clue, START, **facts)


def due(case: Case, term: str) -> date | None:
    clock = running_clocks(case.clue).filter(term=term, about=f"case:{case.pk}").first()
    return clock.due_on if clock else None


def enforced(people: People) -> Case:
    case = court_file(people, matter="enforcement", title="新劳人仲案字〔2023〕1号")
    take(case, "effective", START, perform_by=START)
    take(case, "apply", START + DAY)
    with on_day(START + DAY) as on:
        for claim in claims(case.clue):
            verify_claim(claim=claim, verified_fen=1_000_000, basis="裁决书", by=case.officer, on=on)
    return case


def test_recovered_money_is_in_the_ledger_and_closes_the_clue_by_court(people: People) -> None:
    case = enforced(people)
    rows = claims(case.clue)
    assert due(case, "civ.enforce_delay") == date(2024, 6, 6)
    with on_day(START + 2 * DAY) as on:
        for n, whole in ((0, 999_999), (1, 3_000_001)):
            shares = {claim.pk: 1_000_000 for claim in rows}
            with pytest.raises(Refusal, match="不符"):
                record_recovery(case=case, handed=Handed(shares, whole, on, f"{n}"), by=case.officer, on=on)
        half = {rows[0].pk: 400_000, rows[1].pk: 0, rows[2].pk: 1_000_000}
        wrong = record_recovery(case=case, handed=Handed(half, 1_400_000, on, "执款1"), by=case.officer, on=on)
        assert recovered_fen(case) == totals(standing(case.clue)).by_source["court"] == 1_400_000
        withdraw_recovery(row=wrong, reason="发放表有误", by=case.officer, on=on)
        assert recovered_fen(case) == totals(standing(case.clue)).paid_fen == 0
        record_recovery(
            case=case, handed=Handed({c.pk: 1_000_000 for c in rows}, 3_000_000, on, "执款1"), by=case.officer, on=on
        )
        assert due(case, "civ.enforce_delay") is None
        with pytest.raises(Refusal):
            settle_and_close(case=case, by=case.officer, on=on)
        for claim in rows:
            record_confirmation(claim=claim, answer="received", method="call", asked_on=on, by=case.officer, on=on)
        settle_and_close(case=case, by=case.officer, on=on)
    settlement = Settlement.objects.get(clue=case.clue)
    assert (settlement.solved_by, settlement.amount_fen, settlement.persons) == ("court", 3_000_000, 3)
    case.clue.refresh_from_db()
    assert case.clue.state == ClueState.CLOSED


def test_one_bad_share_enters_nothing(people: People) -> None:
    case = enforced(people)
    rows = claims(case.clue)
    with on_day(START + 2 * DAY) as on:
        shares = {rows[0].pk: 500_000, rows[1].pk: 1_000_001}
        with pytest.raises(Refusal, match="超过核实金额"):
            record_recovery(case=case, handed=Handed(shares, 1_500_001, on, "执款1"), by=case.officer, on=on)
    assert totals(standing(case.clue)).paid_fen == 0
    assert not case.steps.filter(step="recovered").exists()


def test_six_idle_months_open_the_higher_court(people: People) -> None:
    case = enforced(people)
    with pytest.raises(Refusal, match="未满六个月"):
        take(case, "higher", date(2024, 6, 6))
    take(case, "higher", date(2024, 6, 7))
    take(case, "higher_answer", date(2024, 6, 20))


def test_two_years_to_apply(people: People) -> None:
    case = court_file(people, matter="enforcement", title="裁决书")
    take(case, "effective", START, perform_by=START)
    assert due(case, "civ.enforce_time") == date(2025, 12, 5)
    with pytest.raises(Refusal, match="二年期间"):
        take(case, "apply", date(2025, 12, 8))
    take(case, "apply", date(2025, 12, 5))


def test_preservation_before_the_suit_lapses(people: People) -> None:
    case = court_file(people, matter="pre_suit")
    take(case, "preserve", START)
    clock = Clock.objects.get(clue=case.clue, term="civ.preserve.decide")
    assert clock.due_on == START + 2 * DAY
    take(case, "preserve_decided", START + DAY)
    take(case, "preserve_done", START + DAY, before_suit="yes")
    assert due(case, "civ.preserve.lapse") == START + 31 * DAY
    with pytest.raises(Refusal, match="三十日内"):
        take(case, "lapsed", START + 20 * DAY)
    take(case, "lapsed", START + 35 * DAY)
    case.refresh_from_db()
    assert case.closing == "诉前保全解除"


def test_a_suit_in_time_keeps_the_preservation(people: People) -> None:
    case = court_file(people, matter="pre_suit")
    for key, on in (("preserve", 0), ("preserve_decided", 1)):
        take(case, key, START + on * DAY)
    take(case, "preserve_done", START + DAY, before_suit="yes")
    take(case, "file", START + 10 * DAY)
    assert due(case, "civ.preserve.lapse") is None
    with pytest.raises(Refusal, match="已经起诉立案"):
        take(case, "lapsed", START + 35 * DAY)


def test_small_claims_are_final_and_measured(people: People) -> None:
    found = small_claim(3_000_000, place="410721", on=TODAY, law=Law.load())
    assert found.fits
    assert found.limit_fen is None
    assert "未录入" in found.why
    case = court_file(people)
    take(case, "file", START, procedure="small")
    assert due(case, "civ.small.decide") == date(2024, 2, 5)
    with pytest.raises(Refusal, match="一审终审"):
        take(case, "judgment", START + DAY)
    take(case, "judgment", START + DAY, kind="final")
    with pytest.raises(Refusal, match="没有可以上诉"):
        take(case, "appeal", START + 2 * DAY)
    take(case, "effective", START + 2 * DAY)


def test_advance_execution_needs_all_three(people: People) -> None:
    case = court_file(people)
    take(case, "file", START)
    with pytest.raises(Refusal, match="没有履行能力"):
        take(case, "advance", START + DAY, able="no")
    take(case, "advance", START + DAY, able="no", granted="no")


def test_trial_appeal_and_enforcement_in_order(people: People) -> None:
    case = court_file(people)
    with pytest.raises(Refusal, match="没有立案"):
        take(case, "hearing", START)
    take(case, "file", START)
    with pytest.raises(Refusal, match="没有裁判"):
        take(case, "effective", START)
    for n, key in enumerate(("hearing", "judgment", "appeal", "second", "effective")):
        take(case, key, START + n * DAY)
    with pytest.raises(Refusal, match="履行期间还没有届满"):
        take(case, "apply", START + 5 * DAY)
    for n, key in enumerate(("apply", "drive", "measure", "stopped")):
        take(case, key, START + (20 + n) * DAY)
    case.refresh_from_db()
    assert case.closing == "终结本次执行程序"


def test_payment_order_needs_service_and_no_other_debt(people: People) -> None:
    case = court_file(people, "payment_order", can_serve="no")
    assert due(case, "po.clock.accept") == date(2023, 12, 11)  # the 10th is a Sunday
    with pytest.raises(Refusal, match="不能送达债务人"):
        take(case, "accept", START + DAY)
    take(case, "reject", START + DAY)


def test_an_objection_voids_the_order_and_opens_the_lawful_way(people: People) -> None:
    case = court_file(people, "payment_order")
    take(case, "accept", START + DAY)
    assert due(case, "po.clock.issue") == START + 16 * DAY
    take(case, "issue", START + 2 * DAY)
    take(case, "served", START + 3 * DAY)
    with pytest.raises(Refusal, match="还没有届满"):
        take(case, "effective", START + 10 * DAY)
    take(case, "objection", START + 5 * DAY)
    with pytest.raises(Refusal, match="异议成立"):
        take(case, "effective", START + 30 * DAY)
    take(case, "void", START + 6 * DAY)
    suit = opened("wage_suit", case.clue, START + 7 * DAY)
    with pytest.raises(Refusal, match="没有依调解协议申请"):
        take(suit, "file", START + 7 * DAY, ground="void_order")
    with pytest.raises(Refusal, match="应当先申请劳动争议仲裁"):
        take(suit, "file", START + 7 * DAY, ground="mediation")
    take(suit, "file", START + 7 * DAY, ground="arbitrated")


def test_a_void_order_on_a_mediation_paper_opens_the_suit(people: People) -> None:
    case = court_file(people, "payment_order", basis="mediation")
    for n, key in enumerate(("accept", "issue", "served", "objection", "void")):
        take(case, key, START + n * DAY)
    suit = opened("wage_suit", case.clue, START + 7 * DAY)
    take(suit, "file", START + 7 * DAY, ground="void_order")


def test_a_late_objection_changes_nothing(people: People) -> None:
    case = court_file(people, "payment_order")
    for n, key in enumerate(("accept", "issue", "served")):
        take(case, key, START + n * DAY)
    late = START + 30 * DAY
    with pytest.raises(Refusal, match="已于"):
        take(case, "objection", late)
    take(case, "objection", late, valid="no")
    take(case, "effective", late)
    take(case, "enforced", late + DAY)


def test_the_holder_enters_for_a_court_that_has_nobody(people: People) -> None:
    from nuanxin.foundation.organisations.kinds import UnitKind
    from tests.desks import desk_unit

    clue = make_clue(people)
    with on_day(START) as on:
        facts = {"received_on": on, "matter": "suit", "plaintiffs": 3, "amount": 3_000_000}
        case = open_file(
            clue=clue, procedure="wage_suit", unit=desk_unit(UnitKind.COURT), officer=None, facts=facts,
            by=people.owner, on=on,
        )  # fmt: skip
    assert take(case, "file", START, by=people.owner).step == "file"
