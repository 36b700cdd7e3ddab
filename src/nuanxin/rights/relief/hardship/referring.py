"""Referring a worker in need to civil affairs at the place of the need, from inside the claim."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.ledger import standing, totals
from nuanxin.rights.intake.models import Claim, Clue, ClueEvent, HelperTask
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import must_hold
from nuanxin.rights.relief.fund.models import FundAdvance
from nuanxin.rights.relief.hardship.models import HardshipReferral
from nuanxin.rights.relief.hardship.rule import rule_on
from nuanxin.rights.relief.hardship.signs import Signal, Told, signals
from nuanxin.rights.relief.managing import contact, day_is_sound

RECEIVERS = (UnitKind.CIVIL_AFFAIRS, UnitKind.TOWN)


@transaction.atomic
def refer_hardship(
    *,
    clue: Clue,
    claims: Sequence[Claim],
    unit: Unit,
    difficulty: str,
    place: str,
    by: Staff,
    on: date,
    urgent: bool = False,
) -> list[HardshipReferral]:
    """One paper, a row a worker; the receiving desk sees the thread. Never refused for the household registration."""
    clue = locked(clue)
    doing = f"转介{clue.number}的困难劳动者"
    must_hold(by, Permission.CLUE_HANDLE, clue, doing=doing)
    must_be_open(clue, doing=doing, on=on)
    day_is_sound(doing, on)
    rule = rule_on(on)
    if unit.kind not in RECEIVERS:
        raise Refusal(
            f"不能{doing}",
            why=f"{unit.name}不受理临时救助",
            remedy="请转急难发生地的民政部门或者乡镇（街道）",
            cites=rule.place,
        )
    if not claims or not difficulty.strip() or not place.strip():
        raise Refusal(f"不能{doing}", why="没有写明劳动者、困难情形或者急难发生地", remedy="请填写", cites=rule.place)
    waiting = HardshipReferral.objects.filter(claim__in=claims, answered_on__isnull=True).select_related(
        "claim__worker"
    )
    if again := waiting.first():
        raise Refusal(
            f"不能{doing}", why=f"{again.claim.worker.name}已于{again.referred_on}转介，还没有反馈", remedy="请等反馈"
        )
    names = [claim.worker.name for claim in claims]
    paper = _referral(clue, unit, names, difficulty.strip(), place.strip(), urgent=urgent, by=by, on=on)
    rows = [
        HardshipReferral.objects.create(
            clue=clue, claim=claim, unit=unit, difficulty=difficulty.strip(), place=place.strip(), urgent=urgent,
            referred_on=on, paper=paper, by=by,
        )
        for claim in claims
    ]  # fmt: skip
    if not HelperTask.objects.filter(clue=clue, unit=unit, done_on__isnull=True).exists():
        HelperTask.objects.create(clue=clue, unit=unit, task="临时救助：困难农民工转介", asked_on=on)
    text = f"转介{'、'.join(names)}到{unit.name}申请临时救助" + ("（情况紧急）" if urgent else "")
    told = "已把您的困难情况转给民政部门，请留意电话；救助不影响追讨工资"
    write_down(
        "refer_hardship", clue=clue, by=by, on=on, text=text, for_worker=told, paper=paper, details={"unit": unit.code}
    )
    return rows


def _referral(
    clue: Clue, unit: Unit, names: list[str], difficulty: str, place: str, *, urgent: bool, by: Staff, on: date
) -> Paper:
    """The paper that goes with them, by the law of its day."""
    rule = rule_on(on)
    fields = {
        "receiver": unit.name,
        "workers": names,
        "clue": clue.number,
        "difficulty": difficulty,
        "place": place,
        "urgent": "yes" if urgent else "no",
        "rule": rule.place,
        "register": "不因户籍不在本地而不予受理" if rule.at_place else "请按急难发生地原则受理，不因户籍推诿",
        **contact(by, clue.unit),
    }
    return issue_paper(kind="relief_referral", about=clue, fields=fields, unit=clue.unit, by=by, on=on)


def signals_on(clue: Clue) -> tuple[Signal, ...]:
    """The signs of hardship on a clue, from what was said and what the ledger knows."""
    spoken = ClueEvent.objects.filter(clue=clue, kind="worker_message").values_list("text", flat=True)
    lines = standing(clue)
    months = max((_months(claim) for claim in Claim.objects.filter(clue=clue)), default=0)
    fled = FundAdvance.objects.filter(clue=clue, ground=FundAdvance.Ground.FLED).exclude(
        state=FundAdvance.State.REFUSED
    )
    return signals(Told([clue.demand, *spoken], months, totals(lines).paid_fen, fled.exists()))


def _months(claim: Claim) -> int:
    """How many months the claim covers as stated; 0 where it does not say."""
    try:
        first, last = (date.fromisoformat(f"{text[:7]}-01") for text in (claim.owed_from, claim.owed_to))
    except ValueError:
        return 0
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)
