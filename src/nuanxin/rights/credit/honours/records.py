"""What the ledger has on a place, an employer or a project in a window: the rows that the criteria ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from nuanxin.foundation.organisations.permission import within
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.models import ActKind, OfficialAct
from nuanxin.rights.cases.money import Payment, Verification
from nuanxin.rights.credit.honours.criteria import Record, Row
from nuanxin.rights.credit.honours.models import Candidate
from nuanxin.rights.intake.channels import OPEN_STATES
from nuanxin.rights.intake.models import Claim, Clue

_HANDLED = (ActKind.ORDER, ActKind.DECISION, ActKind.PENALTY)


def clues_of(candidate: Candidate) -> Q:
    """The clues that speak of the subject, those of merged records too."""
    if candidate.place_id:
        return Q(region__in=within(candidate.place_id))
    if candidate.employer:
        key = candidate.employer.merged_into_id or candidate.employer.pk
        return Q(employer__in=Employer.objects.filter(Q(pk=key) | Q(merged_into=key)).values("pk"))
    assert candidate.project is not None
    key = candidate.project.merged_into_id or candidate.project.pk
    return Q(project__in=Project.objects.filter(Q(pk=key) | Q(merged_into=key)).values("pk"))


def record_of(candidate: Candidate, start: date, end: date, *, on: date) -> Record:
    """Everything in the window, and what is unpaid, open or overdue on the day `on`."""
    clues = Clue.objects.filter(clues_of(candidate), merged_into=None)
    acts = OfficialAct.objects.filter(
        clue__in=clues.values("pk"), withdrawn_on=None, done_on__gte=start, done_on__lte=end
    )
    running = clues.filter(state__in=OPEN_STATES, received_on__lte=on)
    return Record(
        arrears=_verified(clues, start, end),
        unpaid=_unpaid(clues, on),
        open_clues=[Row("收到，在办", one.received_on, one.number) for one in running.order_by("pk")[:50]],
        overdue=[
            Row("期限届满未办结", one.due_on, one.number) for one in running.filter(due_on__lt=on)[:50] if one.due_on
        ],
        orders=_acts(acts.filter(kind__in=_HANDLED)),
        listings=_acts(acts.filter(kind=ActKind.LISTING)),
        publications=_acts(acts.filter(kind=ActKind.PUBLICATION)),
    )


def _standing(clues: QuerySet[Clue]) -> QuerySet[Verification]:
    # Keys of clues rather than a join: an "or" over two tables makes the database read every claim there is.
    merged = Clue.objects.filter(merged_into__in=clues.values("pk")).values("pk")
    claims = Claim.objects.filter(clue__in=clues.values("pk").union(merged), withdrawn_on=None)
    return Verification.objects.filter(claim__in=claims.values("pk"), replaced_by=None, verified_fen__gt=0)


def _verified(clues: QuerySet[Clue], start: date, end: date) -> list[Row]:
    rows: dict[int, list[Any]] = {}
    for one in _standing(clues).filter(verified_on__gte=start, verified_on__lte=end).select_related("claim__clue"):
        clue = one.claim.clue
        found = rows.setdefault(clue.pk, [clue, one.verified_on, 0])
        found[1], found[2] = min(found[1], one.verified_on), found[2] + one.verified_fen
    return [
        Row("查实欠薪", day, clue.number, fen, government=bool(clue.government)) for clue, day, fen in rows.values()
    ]


def _unpaid(clues: QuerySet[Clue], on: date) -> list[Row]:
    """Clue by clue what was verified by that day and not paid by it, worker by worker: one paid too much helps no other."""
    paid = dict(
        Payment.objects.filter(
            claim__in=_standing(clues).values("claim"), kind="wage", withdrawn_on=None, paid_on__lte=on
        )
        .values_list("claim")
        .annotate(fen=Sum("amount_fen"))
    )
    rows: dict[int, list[Any]] = {}
    for one in _standing(clues).filter(verified_on__lte=on).select_related("claim__clue"):
        missing = max(0, one.verified_fen - paid.get(one.claim_id, 0))
        if missing:
            found = rows.setdefault(one.claim.clue_id, [one.claim.clue, one.verified_on, 0])
            found[1], found[2] = min(found[1], one.verified_on), found[2] + missing
    return [
        Row("核实后没有付清", day, clue.number, fen, government=bool(clue.government))
        for clue, day, fen in rows.values()
    ]


def _acts(acts: Iterable[OfficialAct]) -> list[Row]:
    return [Row(f"{one.get_kind_display()}{one.number}", one.done_on, one.clue.number) for one in acts]
