"""Locking the lists, drawing with the published seed, and planning the visits that were drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, codes_of, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.watch.inspection.draw.drawing import Drawn, Lists, draw, list_faults, result_digest
from nuanxin.watch.inspection.draw.models import RandomDraw
from nuanxin.watch.inspection.grid.looking import in_force
from nuanxin.watch.inspection.grid.models import GridAssignment
from nuanxin.watch.inspection.plans.models import PlanKind, PlannedVisit

SPONSOR = "该对象的包保责任人"


@dataclass(frozen=True)
class DrawFacts:
    """What is to be drawn. `percent` of every layer, rounded up; exclusions by number of the party, with the reason."""

    name: str
    document: str
    kind: str
    first: date
    last: date
    percent: int
    seed_from: str
    inspectors: Sequence[Staff]
    excluded: Mapping[int, str] = field(default_factory=dict)
    conflicts: Mapping[tuple[int, int], str] = field(default_factory=dict)  # (person, party) → reason
    team: int = 2


def code_of(party: Employer | Project) -> str:
    """By what a party is known to everybody: credit code or site code, else its name."""
    if isinstance(party, Project):
        return party.site_code or f"{party.name}（{party.pk}）"
    return party.credit_code or f"{party.name}（{party.pk}）"


def parties_of(region: str, kind: str) -> list[Employer | Project]:
    """Everybody of that kind in the area."""
    if kind == "project":
        return list(Project.objects.filter(region__in=codes_of(region), merged_into__isnull=True).order_by("pk"))
    return list(Employer.objects.filter(region__in=codes_of(region), merged_into__isnull=True).order_by("pk"))


def layer_of(party: Employer | Project) -> str:
    """Projects by the authority of their industry, employers by sector."""
    word = party.get_industry_display() if isinstance(party, Project) else party.get_sector_display()
    return str(word or "未说明")


@transaction.atomic
def lock_lists(*, facts: DrawFacts, region: Region, by: Staff, on: date) -> RandomDraw:
    """Fix the lists, and from where the seed will come, before anybody knows it. BadInput names what does not fit."""
    _must(by, region.pk, "组织双随机抽查")
    parties = {party.pk: party for party in parties_of(region.pk, facts.kind)}
    lists = _lists(facts, parties, on)
    faults = [
        Fault("没有填写", column=label, remedy="请填写")
        for label, said in (("名称", facts.name), ("依据", facts.document), ("种子来源", facts.seed_from))
        if not said.strip()
    ]
    if not on <= facts.first <= facts.last:
        faults.append(Fault("早于今天，或者结束早于开始", column="检查日期", remedy="请核对日期"))
    if not 1 <= facts.percent <= 100:
        faults.append(Fault("不在1到100之间", column="抽取比例", remedy="请核对"))
    if faults := faults + list_faults(lists):
        raise BadInput(faults)
    row = RandomDraw.objects.create(
        name=facts.name.strip(), document=facts.document.strip(), region=region, kind=facts.kind, first=facts.first,
        last=facts.last, lists=_written(lists, parties, facts.inspectors), lists_digest=lists.digest(),
        seed_from=facts.seed_from.strip(), locked_on=on, locked_by=by,
    )  # fmt: skip
    details = {"digest": row.lists_digest, "candidates": len(lists.candidates), "quotas": dict(lists.quotas), "on": on}
    record("lock_draw_lists", about=row, by=by, details=details)
    return row


@transaction.atomic
def run_draw(*, drawing: RandomDraw, seed: str, witness: str, by: Staff, on: date) -> RandomDraw:
    """Draw with the published seed, once; the visits drawn are planned at once. Refusal where the lists no longer fit their digest."""
    row = RandomDraw.objects.select_for_update(of=("self",)).select_related("region").get(pk=drawing.pk)
    _must(by, row.region_id, "抽取")
    lists, why = lists_of(row), ""
    if row.drawn_on or row.voided_on:
        why = f"该次抽查{row.state}，同一名单只抽取一次"
    elif lists.digest() != row.lists_digest:
        why = "名单与锁定时的校验值不符"
    elif not witness.strip():
        why = "没有填写监督人"
    if why:
        raise Refusal("不能抽取", why=why, remedy="请核对；名单有误的，作废后重新锁定")
    drawn = draw(lists, seed.strip())
    row.seed, row.witness, row.drawn_on, row.drawn_by = seed.strip(), witness.strip(), on, by
    row.result = [[one.code, one.layer, one.digest, list(one.team)] for one in drawn]
    row.result_digest = result_digest(drawn)
    row.save()
    _plan(row, drawn, on)
    details = {"seed": row.seed, "digest": row.result_digest, "subjects": len(drawn), "on": on}
    record("run_draw", about=row, by=by, details=details)
    return row


@transaction.atomic
def void_lists(*, drawing: RandomDraw, why: str, by: Staff, on: date) -> RandomDraw:
    """The lists were wrong: void, before anything was drawn. A result is never made void."""
    row = RandomDraw.objects.select_for_update(of=("self",)).get(pk=drawing.pk)
    _must(by, row.region_id, "作废抽查名单")
    if row.drawn_on or row.voided_on or not why.strip():
        raise Refusal(
            "不能作废抽查名单",
            why="已经抽取或者作废，或者没有写明理由",
            remedy="已抽取的个别对象确需撤销的，在检查计划中撤销并写明理由",
        )
    row.voided_on, row.voided_why = on, why.strip()
    row.save(update_fields=["voided_on", "voided_why"])
    record("void_draw_lists", about=row, by=by, reason=why.strip(), details={"on": on})
    return row


def lists_of(row: RandomDraw) -> Lists:
    """The locked lists as the rule wants them."""
    held = row.lists
    return Lists(
        candidates={code: layer for code, layer, *_ in held["candidates"]},
        excluded=dict(held["excluded"]),
        quotas=dict(held["quotas"]),
        inspectors=[account for account, _ in held["inspectors"]],
        conflicts={(account, code): why for account, code, why in held["conflicts"]},
        team=held["team"],
    )


def repeats(row: RandomDraw) -> bool:
    """Whether lists and seed, worked out again now, give the stored lists' digest and the stored result."""
    lists = lists_of(row)
    if lists.digest() != row.lists_digest:
        return False
    return row.drawn_on is None or result_digest(draw(lists, row.seed)) == row.result_digest


def _lists(facts: DrawFacts, parties: Mapping[int, Employer | Project], on: date) -> Lists:
    codes = {key: code_of(party) for key, party in parties.items()}
    candidates = {codes[key]: layer_of(party) for key, party in parties.items()}
    excluded = {codes.get(key, f"编号{key}"): why for key, why in facts.excluded.items()}
    sizes: dict[str, int] = {}
    for code, layer in candidates.items():
        sizes[layer] = sizes.get(layer, 0) + (code not in excluded)
    accounts = {one.pk: one.username for one in facts.inspectors}
    own = {f"{facts.kind}__in": list(parties)}
    held = GridAssignment.objects.filter(in_force(on), staff__in=list(accounts), **own)
    conflicts = {
        (accounts[row.staff_id], codes[row.target.pk]): SPONSOR for row in held.select_related("project", "employer")
    }
    conflicts |= {
        (accounts[person], codes[party]): why
        for (person, party), why in facts.conflicts.items()
        if person in accounts and party in codes
    }
    return Lists(
        candidates=candidates,
        excluded=excluded,
        quotas={layer: -(-size * facts.percent // 100) for layer, size in sizes.items()},
        inspectors=sorted(accounts.values()),
        conflicts=conflicts,
        team=facts.team,
    )


def _written(lists: Lists, parties: Mapping[int, Employer | Project], inspectors: Sequence[Staff]) -> dict[str, Any]:
    return {
        "candidates": sorted([code_of(one), layer_of(one), one.name, one.pk] for one in parties.values()),
        "excluded": sorted(map(list, lists.excluded.items())),
        "quotas": dict(sorted(lists.quotas.items())),
        "inspectors": sorted([one.username, one.name] for one in inspectors),
        "conflicts": sorted([*pair, why] for pair, why in lists.conflicts.items()),
        "team": lists.team,
    }


def _plan(row: RandomDraw, drawn: Sequence[Drawn], on: date) -> None:
    numbers = {code: number for code, _, _, number in row.lists["candidates"]}
    people = {
        one.username: one for one in Staff.objects.filter(username__in={name for one in drawn for name in one.team})
    }
    sites = Project.objects.in_bulk(list(numbers.values())) if row.kind == "project" else {}
    rows = []
    for one in drawn:
        number = numbers[one.code]
        site = sites.get(number)
        team = [people[name] for name in one.team]
        rows.append(
            PlannedVisit(
                mark=f"draw:{row.pk}:{number}", kind=PlanKind.RANDOM, region_id=site.region_id if site else row.region_id,
                project=site, employer_id=site.employer_id if site else number, not_before=row.first, due_on=row.last,
                reason=f"{row.name}（双随机抽取）", staff=team[0], partner=team[1] if len(team) > 1 else None,
                planned_on=on, recorded_at=occasion.now(),
            )
        )  # fmt: skip
    PlannedVisit.objects.bulk_create(rows, batch_size=500)


def _must(by: Staff, region: str, doing: str) -> None:
    must(by, Permission.INSPECTION_PLAN, FileFacts(region=region), doing=doing)
