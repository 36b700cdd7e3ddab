"""What was written down here goes out and comes back unchanged; who imports stays within the own area."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from nuanxin.command.ledger.importing import import_clues
from nuanxin.foundation.audit.models import AuditEvent
from nuanxin.rights.cases.models import OfficialAct, Settlement
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClueFacts, ReporterFacts, register_clue
from tests.conftest import TODAY
from tests.unit.command.ledger.workbooks import clue, command, settlement, visit, workbook

pytestmark = pytest.mark.django_db


def registered(people, **facts) -> Clue:
    who = ReporterFacts(name="李四", phone="13900001111", id_number="11010519491231002X", migrant=True)
    told = ClueFacts(
        channel=Channel.VISIT,
        region="410721",
        received_on=date(2024, 1, 9),
        reporters=(who,),
        employer_name="新乡某餐饮有限公司",
        place="向阳路",
        demand="=SUM(A1)\r\n拖欠两个月工资",
        amount_fen=1_234_567,
        persons=3,
        **facts,
    )
    return register_clue(facts=told, by=people.owner, on=TODAY)


def test_clues_written_down_here_come_back_unchanged(people, tmp_path: Path) -> None:
    here = registered(people)
    fact = {
        "clue": here,
        "region": here.region,
        "sector": here.sector,
        "recorded_on": TODAY,
        "recorded_by": people.owner,
    }
    Settlement.objects.create(
        **fact,
        solved_by="coordinated",
        solved_on=TODAY,
        persons=3,
        migrant_persons=3,
        amount_fen=7,
        migrant_amount_fen=1,
    )
    OfficialAct.objects.create(**fact, kind="order", done_on=TODAY, number="新人社监令〔2024〕1号")
    before = Clue.objects.filter(pk=here.pk).values().get()
    counts = command("export_ledger", tmp_path / "out.xlsx")
    assert counts == {"线索": 1, "办理": 1, "文书": 1, "检查": 0}
    done = command("import_ledger", tmp_path / "out.xlsx")
    assert [done[name]["unchanged"] for name in ("线索", "办理", "文书")] == [1, 1, 1]
    assert Clue.objects.filter(pk=here.pk).values().get() == before
    page = load_workbook(tmp_path / "out.xlsx")["线索"]
    assert page["A2"].value == here.number
    assert page["W2"].data_type == "s" and page["W2"].value.startswith("=SUM")


def test_a_correction_of_what_officers_recorded_holds_from_today(people, tmp_path: Path) -> None:
    here = registered(people)
    Settlement.objects.create(
        clue=here, region=here.region, sector=here.sector, recorded_on=TODAY, recorded_by=people.owner,
        solved_by="coordinated", solved_on=TODAY, persons=3, migrant_persons=3, amount_fen=7, migrant_amount_fen=1,
    )  # fmt: skip
    row = settlement(here.number, 解决日期=TODAY.isoformat(), 解决人数=2)
    done = command("import_ledger", workbook(tmp_path / "a.xlsx", {"办理": [row]}))
    assert done["办理"]["updated"] == 1
    old, new = Settlement.objects.order_by("pk")
    assert old.withdrawn_on == new.recorded_on > TODAY


def test_a_region_and_a_window(people, tmp_path: Path) -> None:
    code = "91110108551385082Q"
    rows = [clue("A"), clue("B", 区划代码="410724"), clue("C", 收到日期="2023-06-01")]
    sheets = {"线索": rows, "办理": [settlement("A"), settlement("B")], "检查": [visit(code)]}
    command("import_ledger", workbook(tmp_path / "a.xlsx", sheets))
    arguments = ("--region", "410721", "--from", "2023-12-01", "--to", "2023-12-31")
    counts = command("export_ledger", tmp_path / "out.xlsx", *arguments)
    assert counts == {"线索": 1, "办理": 1, "文书": 0, "检查": 1}
    event = AuditEvent.objects.get(act="export_ledger")
    assert event.details["region"] == "410721" and event.details["线索"] == 1


def test_who_imports_stays_within_the_own_area(people, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"线索": [clue("A"), clue("B", 区划代码="410724")]})
    tally = import_clues(path=path, on=TODAY, by=people.owner).tallies["线索"]
    assert (tally.created, tally.rejected) == (1, 1) and "管辖" in tally.errors[0].message
    assert Clue.objects.get().external_number == "A"


def test_blank_rows_are_no_rows(people, tmp_path: Path) -> None:
    rows = [clue("A"), dict.fromkeys(clue(""), " "), clue("B")]
    done = command("import_clues", workbook(tmp_path / "a.xlsx", {"线索": rows}))
    assert (done["read"], done["created"]) == (2, 2)
