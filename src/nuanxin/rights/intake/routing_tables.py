"""Routing tables in use: drafted, tried on past clues, switched on from a day. The last one in force at a place holds."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.rights.intake.clocks.calendars import upwards
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.pairs import RoutingTable
from nuanxin.rights.intake.routing import RouteFacts, Routing, Rule, Table, default_table, load_table, route, trial

_SHOWN = 500


@transaction.atomic
def draft_table(*, version: str, text: str, region: Region, by: Staff, on: date) -> RoutingTable:
    """Keep the officials' CSV as a draft. BadInput names row and column of every fault."""
    must(by, Permission.ROUTING_EDIT, FileFacts(region=region.pk), doing=f"编制{region.name}的分派规则")
    if not version.strip() or RoutingTable.objects.filter(version=version.strip()).exists():
        raise Refusal("分派规则表不能保存", why=f"版本名“{version}”为空或者已经用过", remedy="请换一个版本名")
    table = load_table(text, version.strip())
    rows = [rule.as_dict() for rule in table.rules]
    draft = RoutingTable.objects.create(version=version.strip(), region=region, rows=rows, made_by=by, made_on=on)
    record("draft_routing_table", about=draft, by=by, details={"rules": len(rows), "region": region.pk, "on": on})
    return draft


@transaction.atomic
def try_table(*, table: RoutingTable, by: Staff, on: date, limit: int = 5000) -> dict[str, Any]:
    """Run it over the newest clues of its place beside the table in force; what would move is kept with the draft."""
    must(by, Permission.ROUTING_EDIT, FileFacts(region=table.region_id), doing="试算分派规则")
    past = (
        Clue.objects.filter(region__in=within(table.region_id))
        .select_related("project")
        .order_by("-received_on", "-pk")
    )
    facts = [route_facts(clue) for clue in past[:limit]]
    moved = trial(table_in_force(table.region_id, on), as_table(table), facts, on)
    tried = {
        "on": on.isoformat(),
        "clues": len(facts),
        "moved": len(moved),
        "rows": [
            {
                "number": one.reference,
                "before": one.before.unit_kind,
                "after": one.after.unit_kind,
                "rule": one.after.rule_no,
            }
            for one in moved[:_SHOWN]
        ],
    }
    RoutingTable.objects.filter(pk=table.pk).update(tried=tried)
    table.tried = tried
    record("try_routing_table", about=table, by=by, details={"clues": len(facts), "moved": len(moved), "on": on})
    return tried


@transaction.atomic
def switch_on_table(*, table: RoutingTable, valid_from: date, by: Staff, on: date) -> RoutingTable:
    """In force from that day, which may not lie in the past; only after a trial."""
    table = RoutingTable.objects.select_for_update(of=("self",)).get(pk=table.pk)
    must(by, Permission.ROUTING_EDIT, FileFacts(region=table.region_id), doing="启用分派规则")
    why = ""
    if table.valid_from:
        why = f"已定于{table.valid_from}启用"
    elif not table.tried:
        why = "还没有在以往线索上试算"
    elif valid_from < on:
        why = "启用日期早于今天"
    if why:
        raise Refusal(f"分派规则表{table.version}不能启用", why=why, remedy="请先试算，核对变化的线索后再启用")
    table.valid_from = valid_from
    table.save(update_fields=["valid_from"])
    record("switch_on_routing_table", about=table, by=by, details={"valid_from": valid_from, "on": on})
    return table


def as_table(row: RoutingTable) -> Table:
    """The rules of a stored version."""
    return Table(row.version, tuple(Rule.from_dict(rule) for rule in row.rows))


def table_in_force(region: str, on: date) -> Table:
    """The nearest place's table that was switched on last; the shipped one where nobody has written any."""
    rows = list(RoutingTable.objects.filter(valid_from__lte=on).order_by("valid_from", "pk"))
    rank = upwards(region) if rows else {}
    near = [row for row in rows if row.region_id in rank]
    best = max(near, key=lambda row: (rank[row.region_id], row.valid_from, row.pk), default=None)
    return as_table(best) if best else default_table()


def route_facts(clue: Clue) -> RouteFacts:
    """What the rules may ask of a clue."""
    return RouteFacts(
        region=clue.region_id,
        text=" ".join((clue.demand, clue.project_said, clue.employer_said, clue.place)),
        sector=clue.sector,
        government=clue.government,
        state_firm=clue.state_firm,
        industry=clue.project.industry if clue.project else "",
        amount_fen=clue.amount_fen,
        persons=clue.persons,
        reference=clue.number,
    )


def suggest_unit(clue: Clue, on: date) -> tuple[Routing, Unit | None]:
    """Where the table in force would send the clue, and the unit of that kind nearest to the place, if there is one."""
    routing = route(route_facts(clue), table_in_force(clue.region_id, on), on)
    if routing.unit_code:
        return routing, Unit.objects.filter(code=routing.unit_code).first()
    if routing.unit_kind == "hrss":
        return routing, receiving_unit(clue.region)
    areas = RegionReach.objects.filter(member=clue.region_id).values("area")
    rank = upwards(clue.region_id)
    units = Unit.objects.filter(kind=routing.unit_kind, region__in=areas, valid_to__isnull=True).select_related(
        "region"
    )
    # Of a county that ended and the one that stands for it, the latter's.
    near = [((rank[unit.region_id], unit.region.valid_to is None, -unit.pk), unit) for unit in units]
    return routing, max(near, key=lambda pair: pair[0], default=(None, None))[1]
