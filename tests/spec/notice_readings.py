"""Invented notices with their gold readings, and a plain comparison of a reading with gold, field by field."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from nuanxin.foundation.common.reading.official.letters import Passage

FOLDER = Path(__file__).with_name("notices")
Item = tuple[Any, ...]


@dataclass
class Invented:
    """One file of `notices`: its text, and what a perfect reader gets from it as bags of comparable items."""

    name: str
    text: str
    gold: dict[str, Counter[Item]]
    inner: dict[str, Counter[Item]] = field(default_factory=dict)


def invented() -> list[Invented]:
    """All, by name."""
    found = []
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        inner = content["gold"].get("forwarded")
        found.append(
            Invented(path.stem, content["text"], gold_items(content["gold"]), gold_items(inner) if inner else {})
        )
    return found


def plain(text: str | None) -> str:
    return re.sub(r"[“”\"']", "", Passage.of(text or "").text)


def body(text: str) -> str:
    """各, 每个 and the two usual short forms are no difference."""
    name = (
        plain(text)
        .replace("人力资源和社会保障", "人社")
        .replace("人力资源社会保障", "人社")
        .replace("住房和城乡建设", "住建")
    )
    return re.sub(r"^(?:各地|各级|各类|各|每个|当地|本地)(?=.)", "", name)


def gold_items(gold: dict[str, Any]) -> dict[str, Counter[Item]]:
    tasks = [t.split("|") for t in gold["tasks"]]
    units = {body(u) for t in tasks for u in t[2].split(",") if u}
    return {
        "head": Counter([(k, plain(gold[k])) for k in ("document_number", "issued_on") if gold[k]]),
        "period": Counter([tuple(gold["period"])] if any(gold["period"]) else []),
        "recipients": Counter((body(r),) for r in gold["recipients"]),
        "sections": Counter((plain(s.rsplit("|", 1)[0]).rstrip("、."), int(s.rsplit("|", 1)[1])) for s in gold["sections"]),
        "tasks": Counter((None if t[0] == "null" else plain(t[0]).rstrip("、."), plain(t[1])[:12].rstrip("。；")) for t in tasks),
        "units": Counter((u,) for u in units),
        "deadlines": Counter(tuple(d.split(" ")[:1] + d.split(" ")[2:]) for d in gold["deadlines"]),
        "targets": Counter(_target(t) for t in gold["targets"]),
        "recurrences": Counter((r.split("|")[0],) for r in gold["recurrences"]),
        "indicators": Counter((plain(i),) for i in gold["indicators"]),
        "contacts": Counter(tuple(plain(x) for x in c.split("|")) for c in gold["contacts"]),
        "forms": Counter(tuple(c.split("|")) for c in gold.get("form_columns", [])) + Counter((r,) for r in gold.get("form_rows", [])),
    }  # fmt: skip


def read_items(reading: dict[str, Any]) -> dict[str, Counter[Item]]:
    """A reading of the reader in the same shape."""
    period = (reading["period"]["start"], reading["period"]["end"])
    return {
        "head": Counter([(k, plain(reading[k])) for k in ("document_number", "issued_on") if reading[k]]),
        "period": Counter([period] if any(period) else []),
        "recipients": Counter((body(r),) for r in reading["recipients"]),
        "sections": Counter((plain(s["number"]).rstrip("、."), s["level"]) for s in reading["sections"]),
        "tasks": Counter((t["section"] and plain(t["section"]).rstrip("、."), plain(t["text"])[:12].rstrip("。；")) for t in reading["tasks"]),
        "units": Counter({(body(u),) for u in reading["named_units"]}),
        "deadlines": Counter(_deadline(d) for d in reading["deadlines"]),
        "targets": Counter(_target(f"{t['comparison']} {t['value']} {t['unit'] or ''}") for t in reading["targets"]),
        "recurrences": Counter((r["every"] or "null",) for r in reading["recurrences"]),
        "indicators": Counter((plain(i["name"]),) for i in reading["indicators"]),
        "contacts": Counter((plain(c["name"]), c["phone"] or "", c["email"] or "") for c in reading["contacts"]),
        "forms": Counter(
            [(str(c["number"]), c["unit"] or "") for f in reading["forms"] for c in f["columns"]]
            + [(r,) for f in reading["forms"] for r in f["rows"]]
        ),
    }  # fmt: skip


def _deadline(d: dict[str, Any]) -> Item:
    relative = d["relative"]
    if relative is None:
        return (d["date"],)
    return ("after" if "after" in relative else "before", str(relative["amount"]), relative["unit"])


def _target(printed: str) -> Item:
    comparison, value, unit = [*printed.split(" "), ""][:3]
    if comparison == "all" or (comparison == "at_least" and float(value) == 100):
        return ("all",)
    return ("zero",) if comparison == "zero" else (comparison, float(value), unit)


def f1(gold: Counter[Item], read: Counter[Item]) -> float:
    return 2 * (gold & read).total() / (gold.total() + read.total()) if gold or read else 1.0
