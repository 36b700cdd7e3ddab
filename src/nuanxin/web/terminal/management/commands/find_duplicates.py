"""`nuanxin find_duplicates`: the ledger gone through for likely duplicates; they wait in the decision queue."""

from __future__ import annotations

import argparse
import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.rights.intake.duplicates.batch import find_pairs
from nuanxin.rights.intake.duplicates.match_keys import reindex
from nuanxin.rights.intake.duplicates.pairing import FoundPair, write_pairs
from nuanxin.rights.intake.duplicates.scoring import CERTAIN
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.command import TerminalCommand, day_argument

COLUMNS = ("clue_a", "clue_b", "score", "reasons")
_AT_ONCE = 5_000
_FORMULA_SIGNS = "=+-@\t\r"


class Command(TerminalCommand):
    help = "在全部线索中查找疑似重复，列入待处理队列，并可输出为 CSV 清单。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=day_argument, metavar="D", help="只查这一天（含）以后登记的线索与全部线索的重复"
        )
        parser.add_argument("--out", type=Path, metavar="FILE.csv", help="输出清单：clue_a、clue_b、score、reasons")

    def run(self, **options: Any) -> Mapping[str, Any]:
        reindex()
        pairs = find_pairs(options["since"])
        with transaction.atomic():
            queued = write_pairs(pairs, occasion.today())
            details = {"pairs": len(pairs), "queued": queued, "out": options["out"] and options["out"].name}
            record("duplicates.searched", about=("ledger", "clues"), by=Outsider("命令行"), details=details)
        if options["out"]:
            write_list(pairs, options["out"])
        return {
            "pairs": len(pairs),
            "certain": sum(pair.score == CERTAIN for pair in pairs),
            "clues": len({clue for pair in pairs for clue in (pair.clue_a, pair.clue_b)}),
            "queued": queued,
        }


def write_list(pairs: Sequence[FoundPair], out: Path) -> None:
    """The list as UTF-8 CSV; a clue is named by its external number where it has one (as in the ledger workbook)."""
    names = _names({clue for pair in pairs for clue in (pair.clue_a, pair.clue_b)})
    with out.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        lines.writerows((names[p.clue_a], names[p.clue_b], p.score, "；".join(p.reasons)) for p in pairs)


def _names(clue_ids: set[int]) -> dict[int, str]:
    ids, names = sorted(clue_ids), {}
    for start in range(0, len(ids), _AT_ONCE):
        rows = Clue.objects.filter(pk__in=ids[start : start + _AT_ONCE]).values_list("pk", "external_number", "number")
        names.update({pk: _no_formula(external or number) for pk, external, number in rows})
    return names


def _no_formula(text: str) -> str:
    return f"'{text}" if text[:1] in _FORMULA_SIGNS else text
