"""What a round of asking brought, against a slow count of the same rows: each clue and each payment once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.rights.cases.ledger import record_payment, verify_claim, withdraw_payment
from nuanxin.rights.cases.money import Payment, PaymentSource, Verification
from nuanxin.rights.cases.roster import add_claim
from nuanxin.rights.intake.merging.joining import merge_clues
from nuanxin.rights.intake.models import Claim, Clue
from nuanxin.rights.intake.registration import ClaimFacts
from nuanxin.watch.monitoring.asking_workers.asking import answer_asked
from nuanxin.watch.monitoring.asking_workers.brought import Answer, Wage, brought, brought_by
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound
from tests.conftest import TODAY, People
from tests.unit.rights.cases.making import make_clue
from tests.unit.watch.monitoring.making import monitor, watched
from tests.unit.watch.monitoring.test_asking import opened
from tests.unit.web.officer.conftest import enter

__all__ = ["enter"]
DAY = date(2024, 1, 8)
days = st.integers(0, 4).map(lambda n: DAY + timedelta(days=n))


@st.composite
def worlds(draw: Any) -> tuple[list[Answer], list[Wage]]:
    """A few clues, some merged into others; noes about them; claims on them."""
    root = {clue: draw(st.integers(1, clue)) for clue in range(1, 7)}
    root = {clue: kept if root[kept] == kept else clue for clue, kept in root.items()}
    answers = []
    for number in range(draw(st.integers(0, 8))):
        said = draw(st.sampled_from(["", "paid", "short", "not_paid"]))
        clue = draw(st.integers(1, 6)) if said in ("short", "not_paid") else None
        answers.append(
            Answer(
                round=number % 2, said=said, calls=draw(st.integers(0, 2)), by_phone=bool(said) and draw(st.booleans()),
                named_fen=draw(st.none() | st.integers(1, 99)) if clue else None, on=draw(days) if said else None,
                clue=clue, root=root[clue] if clue else None,
            )
        )  # fmt: skip
    wages = [
        Wage(number, clue, root[clue], draw(st.integers(1, 5)), draw(st.integers(0, 50)),
             tuple(draw(st.lists(st.tuples(days, st.integers(1, 9)), max_size=3))))
        for number, clue in enumerate(draw(st.lists(st.integers(1, 6), max_size=9)))
    ]  # fmt: skip
    return answers, wages


@given(worlds())
def test_each_claim_is_asked_on_its_own(world: tuple[list[Answer], list[Wage]]) -> None:
    answers, wages = world
    verified = paid = 0
    workers = set()
    for wage in wages:
        noes = [one for one in answers if one.root == wage.root]
        mine = any(one.clue == wage.clue for one in noes)
        beside = any(
            other.worker == wage.worker and other.clue == one.clue and other.root == wage.root
            for other in wages for one in noes
        )  # fmt: skip
        if not (mine or beside):
            continue
        verified += wage.verified_fen
        for day, fen in wage.paid:
            if all(day < one.on for one in noes if one.on):
                continue
            paid += fen
            workers.add(wage.worker)
    got = brought(answers, wages)
    assert (got.verified_fen, got.paid_fen, got.workers_paid) == (verified, paid, len(workers))
    assert got.reach.clues == len({one.root for one in answers if one.root})
    assert got.named_fen == sum(one.named_fen or 0 for one in answers)
    assert got.unnamed == sum(one.clue is not None and one.named_fen is None for one in answers)
    parts = [brought([one for one in answers if one.round == n], wages) for n in (0, 1)]
    assert all(one.paid_fen <= got.paid_fen for one in parts)  # more that was said never takes money away


def test_nothing_asked_brings_nothing() -> None:
    got = brought([], [Wage(1, 1, 1, 1, 5, ((DAY, 5),))])
    assert (got.reach.asked, got.reach.reach_percent, got.paid_fen, got.clues) == (0, None, 0, ())


def pay(people: People, claim: Claim, fen: int, voucher: str = "回单1", on: date = TODAY) -> Payment:
    if not Verification.objects.filter(claim=claim).exists():
        verify_claim(claim=claim, verified_fen=600_000, basis="考勤表", by=people.owner, on=TODAY)
    return record_payment(
        claim=claim, source=PaymentSource.EMPLOYER, amount_fen=fen, paid_on=on, voucher=voucher, by=people.owner, on=TODAY
    )  # fmt: skip


@pytest.fixture
def asked(people: People) -> tuple[AskRound, list[AskedWorker]]:
    """Four asked: one paid, three noes, of whom two name a sum; one clue paid in part, another later merged away."""
    mine = monitor(people)
    watched("P1")
    told = opened(mine)
    rows = list(told.asked.order_by("pk"))
    answer_asked(code=rows[0].code, said="paid", on=TODAY)
    noes = [
        answer_asked(code=one.code, said="not_paid", missing_fen=fen, on=TODAY, by=mine)
        for one, fen in zip(rows[1:], (600_000, None, 300_000), strict=True)
    ]
    return told, noes


@pytest.mark.django_db
def test_the_ledger_of_the_clues_tells_the_money(people: People, asked: tuple[AskRound, list[AskedWorker]]) -> None:
    told, (first, second, third) = asked
    assert first.clue and second.clue and third.clue
    own = Claim.objects.get(clue=first.clue)
    pay(people, own, 250_000)
    withdraw_payment(payment=pay(people, own, 9_900, "回单2"), why="重复", by=people.owner, on=TODAY)
    mate = add_claim(clue=first.clue, facts=ClaimFacts(name="同班组", amount_fen=100), by=people.owner, on=TODAY)
    pay(people, mate, 600_000, "回单3")
    got = brought_by([told])[0][told.pk]
    assert (got.reach.clues, got.named_fen, got.unnamed) == (3, 900_000, 1)
    assert (got.verified_fen, got.paid_fen, got.workers_paid) == (1_200_000, 850_000, 2)


@pytest.mark.django_db
def test_of_a_case_that_was_known_only_the_asked_count(
    people: People, asked: tuple[AskRound, list[AskedWorker]]
) -> None:
    """Three hundred workers of an old case are not the merit of one question."""
    told, (first, _, _) = asked
    assert first.clue
    known = make_clue(people, project_name="P1安置房项目")
    others = list(Claim.objects.filter(clue=known))
    pay(people, others[0], 500_000)
    merge_clues(kept=known, merged=first.clue, by=people.owner, on=TODAY)
    assert brought_by([told])[1].paid_fen == 0
    pay(people, Claim.objects.get(clue=first.clue), 120_000)
    got = brought_by([told])[1]
    assert (got.paid_fen, got.workers_paid, got.reach.clues) == (120_000, 1, 3)
    assert {one.root for one in got.clues if one.root not in one.opened} == {known.pk}


@pytest.mark.django_db
def test_the_numbers_stand_on_the_pages_and_open_to_their_rows(
    people: People, asked: tuple[AskRound, list[AskedWorker]], enter: Any
) -> None:
    told, (first, _, _) = asked
    assert first.clue
    pay(people, Claim.objects.get(clue=first.clue), 250_000, "回单88")
    desk: Client = enter(people.owner)

    def words(path: str, who: Any = None) -> str:
        return (enter(who) if who else desk).get(path).content.decode()

    assert "2,500.00" in words("/officer/wage-asking/") and "100.0%" in words("/officer/wage-asking/")
    assert "还没有抽查过" in words("/officer/wage-asking/?region=410721&last=2023-12-31")
    assert "2,500.00" in words(f"/officer/wage-asking/{told.pk}/")
    money = words(f"/officer/wage-asking/{told.pk}/money/")
    number = Clue.objects.get(pk=first.clue.pk).number
    assert "回单88" in money and number in money and "9,000.00" in money and first.name not in money
    assert desk.get(f"/officer/wage-asking/{told.pk}/money/").context["got"].paid_fen == 250_000
    assert enter(people.stranger).get(f"/officer/wage-asking/{told.pk}/money/").status_code == 404
    assert "抽查 1 次、4 人" in words("/leader/risk/", people.leader)
