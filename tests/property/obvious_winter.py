"""The winter form counted the slow, obvious way: loops over plain dicts, written from contracts.md and law.md §19 alone.

Every fact is a dict: `region`, `on` (happened), `recorded` (known since), `withdrawn` (known to be wrong since) …
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Fact = dict[str, Any]
ROWS = ["construction", "manufacturing", "other"]
COLUMN_OF_ACT = {"order": 10, "decision": 11, "penalty": 12, "referral": 13, "police_filing": 14}


class ObviousLedger:
    """Everything that is known: facts by table, which regions lie in which, which employers and clues are one."""

    def __init__(self) -> None:
        self.visits: list[Fact] = []
        self.settlements: list[Fact] = []
        self.acts: list[Fact] = []
        self.clues: list[Fact] = []
        self.inside: dict[str, set[str]] = {}
        self.employer_merges: list[tuple[str, str, date, date | None]] = []  # merged, kept, on, undone on
        self.clue_merges: list[tuple[str, date, date | None]] = []  # merged, on, undone on


def obvious_winter(ledger: ObviousLedger, region: str, start: date, end: date, as_of: date) -> dict[str, Any]:
    """rows, shown, items, and which check is kept."""

    def counts(fact: Fact) -> bool:
        happened = start <= fact["on"] <= end and fact["on"] <= as_of
        known = fact["recorded"] <= as_of and not (fact.get("withdrawn") and fact["withdrawn"] <= as_of)
        return happened and known and fact["region"] in ledger.inside[region]

    def who(employer: str) -> str:
        for _ in range(10):
            for merged, kept, on, undone in ledger.employer_merges:
                if merged == employer and on <= as_of and not (undone and undone <= as_of):
                    employer = kept
        return employer

    rows = {row: dict.fromkeys(range(1, 15), 0) for row in ["total", *ROWS]}
    visits = [visit for visit in ledger.visits if counts(visit)]
    visits.sort(key=lambda visit: (visit["on"], visit["recorded"], visit["number"]))
    for employer in {who(visit["employer"]) for visit in visits}:
        own = [visit for visit in visits if who(visit["employer"]) == employer]
        row = "construction" if any(visit["project"] for visit in own) else own[-1]["sector"] or "other"
        rows[row][1] += 1
        rows[row][2] += own[-1]["workforce"]
        rows[row][3] += own[-1]["migrants"]
    items: dict[str, Any] = {}
    for flag in ["government", "state_firm"]:
        line = {"checked": 0, "arrears": 0, "amount_fen": 0, "persons": 0}
        flagged = [visit for visit in visits if visit[flag]]
        for name, employer in {(visit["project"].replace(" ", ""), who(visit["employer"])) for visit in flagged}:
            same = [v for v in flagged if (v["project"].replace(" ", ""), who(v["employer"])) == (name, employer)]
            line["checked"] += 1
            if same[-1]["arrears"]:
                line["arrears"] += 1
                line["amount_fen"] += same[-1]["arrears_fen"] or 0
                line["persons"] += same[-1]["arrears_persons"] or 0
        items[flag] = line
    for item in ["new_forms", "mediation_arbitration", "court", "industry"]:
        items[item] = {"cases": 0, "persons": 0, "amount_fen": 0}
    for solved in ledger.settlements:
        if not counts(solved):
            continue
        way, into = solved["way"], []
        if way in ("filed", "coordinated"):
            row = solved["sector"] or "other"
            rows[row][4 if way == "filed" else 5] += 1
            for column, name in {6: "persons", 7: "migrants", 8: "fen", 9: "migrant_fen"}.items():
                rows[row][column] += solved[name]
        elif way in ("mediation", "arbitration"):
            into.append("mediation_arbitration")
        else:
            into.append(way)
        if solved["new_form"]:
            into.append("new_forms")
        for item in into:
            items[item]["cases"] += 1
            items[item]["persons"] += solved["persons"]
            items[item]["amount_fen"] += solved["fen"]
    published: set[str] = set()
    items["listed"] = 0
    for act in ledger.acts:
        if not counts(act):
            continue
        if act["kind"] == "publication":
            published.add(who(act["employer"]))
        elif act["kind"] == "listing":
            items["listed"] += 1
        else:
            rows[act["sector"] or "other"][COLUMN_OF_ACT[act["kind"]]] += 1
    items["published_employers"] = len(published)
    items["reception_clues"] = 0
    for clue in ledger.clues:
        gone = any(
            merged == clue["number"] and on <= as_of and not (undone and undone <= as_of)
            for merged, on, undone in ledger.clue_merges
        )
        if counts(clue) and clue["channel"] == "reception" and not gone:
            items["reception_clues"] += 1
    for column in range(1, 15):
        rows["total"][column] = sum(rows[row][column] for row in ROWS)
    return {"rows": rows, "shown": _shown(rows), "items": items, "kept": _kept(rows, items)}


def _shown(rows: dict[str, dict[int, int]]) -> dict[str, dict[int, str]]:
    shown: dict[str, dict[int, str]] = {"total": {}}
    for row in ROWS:
        shown[row] = {}
        for column, value in rows[row].items():
            if column in (2, 3, 6, 7):
                shown[row][column] = str((Decimal(value) / 10000).quantize(Decimal("0.0001")))
            elif column in (8, 9):
                shown[row][column] = str((Decimal(value) / 1000000).quantize(Decimal("0.01"), ROUND_HALF_UP))
            else:
                shown[row][column] = str(value)
    for column in range(1, 15):
        shown["total"][column] = str(sum(Decimal(shown[row][column]) for row in ROWS))
    return shown


def _kept(rows: dict[str, dict[int, int]], items: dict[str, Any]) -> dict[str, bool]:
    kept = {
        "a.sum": True,
        "a.sub1": all(r[3] <= r[2] and r[7] <= r[6] and r[9] <= r[8] for r in rows.values()),
        "a.crim": all(r[14] <= r[13] for r in rows.values()),
        "a.nonneg": True,
        "a.zero1": all((r[1] == 0) == (r[2] == 0) and (r[1] > 0 or r[3] == 0) for r in rows.values()),
        "a.zero2": all((r[4] + r[5] == 0) == (r[6] == 0) == (r[8] == 0) for r in rows.values()),
        "a.person_min": all(r[6] >= r[4] + r[5] for r in rows.values()),
        "a.per_head": all(10000 * r[6] <= r[8] <= 20000000 * r[6] for r in rows.values() if r[6]),
        "a.doc_vs_case": not any((r[11] or r[12]) and not r[4] for r in rows.values()),
    }
    for key, line in (("items.gov", items["government"]), ("items.state", items["state_firm"])):
        owing, none = line["arrears"] > 0, line["amount_fen"] == 0
        kept[key] = line["arrears"] <= line["checked"] and owing == (not none) and owing == (line["persons"] > 0)
    return kept
