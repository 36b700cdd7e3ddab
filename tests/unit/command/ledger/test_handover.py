"""One clue out as a workbook that comes in again elsewhere with nothing typed anew; and never who reported without a name."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from nuanxin.command.ledger.handover import LAYOUT, export_clue
from nuanxin.command.ledger.importing import import_clues
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ReporterFacts
from tests.conftest import People
from tests.unit.rights.intake.clues import TODAY, a_clue

pytestmark = pytest.mark.django_db
ID = "11010519491231002X"


def test_nothing_is_typed_again(people: People, tmp_path: Path) -> None:
    clue = a_clue(people.owner, reporters=(ReporterFacts(name="张三", phone="13800001234", id_number=ID),))
    path = tmp_path / "one.xlsx"
    export_clue(clue=clue, path=path, reason="移交外县办理", by=people.owner)
    sheet = openpyxl.load_workbook(path)["线索"]
    heads, row = ([cell.value for cell in line] for line in list(sheet.rows)[:2])
    said = dict(zip(heads, row, strict=True))
    assert (said["证件号码*"] if "证件号码*" in said else said["证件号码"]) == ID
    assert said["线索编号"] == clue.number and said["格式说明"] == LAYOUT and "24,000.00元" in said["逐人名单"]
    assert AuditEvent.objects.get(act="export_clue").reason == "移交外县办理"
    Clue.objects.filter(pk=clue.pk).update(number="elsewhere")  # the other house does not know it yet
    done = import_clues(path=path, on=TODAY, by=people.owner, channel="", region="", dry_run=False)
    assert [tally.as_json()["created"] for tally in done.tallies.values() if tally.read] == [1]
    again = Clue.objects.exclude(pk=clue.pk).get()
    for column in ("employer_said", "place", "owed_from", "owed_to", "persons", "amount_fen", "demand", "channel"):
        assert getattr(again, column) == getattr(clue, column), column
    assert (again.reporters.get().name, again.reporters.get().id_number) == ("张三", ID)


def test_who_reported_without_a_name_stays_here(people: People, tmp_path: Path) -> None:
    secret = a_clue(people.owner, kind=ClueKind.REPORT, reporters=(ReporterFacts(phone="13800001234", anonymous=True),))
    clue = a_clue(people.owner)
    for one, reason, by, why in (
        (secret, "移交外县办理", people.owner, "举报人"),
        (clue, "", people.owner, "没有写明"),
        (clue, "移交外县办理", people.stranger, "没有权限"),
    ):
        with pytest.raises(Refusal, match=why):
            export_clue(clue=one, path=tmp_path / "x.xlsx", reason=reason, by=by)
    assert not list(tmp_path.iterdir())
