"""Random ledger workbooks through `import_ledger` into the winter form: equal to the twin that reads only the sheets' rows."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from nuanxin.command.ledger.importing import import_ledger
from nuanxin.command.reporting.counting import winter_report
from nuanxin.foundation.common.credit_code import credit_code_check_digit
from nuanxin.foundation.common.occasion import occasion
from nuanxin.foundation.organisations.models import RegionReach
from tests.conftest import at
from tests.property.obvious_winter import ObviousLedger, obvious_winter
from tests.unit.command.ledger.workbooks import workbook

TODAY = date(2024, 3, 1)
FIRST, DAYS = date(2023, 11, 1), 100
REGIONS = ["410721", "410724", "410771", "410773", "410700", "410105"]
SECTORS = {"工程建设": "construction", "制造业": "manufacturing", "其他": "other"}
WAYS = {
    "监察立案": "filed", "协调": "coordinated", "调解": "mediation", "仲裁": "arbitration", "法院执行": "court",
    "行业主管部门": "industry",
}  # fmt: skip
ACTS = {
    "责令改正": "order", "行政处理决定": "decision", "行政处罚决定": "penalty", "移送公安": "referral",
    "公安立案": "police_filing", "社会公布": "publication", "列入失信名单": "listing",
}  # fmt: skip
YES = {True: "是", False: "否", None: ""}


class RandomBook:
    """The rows of a workbook and, beside each, what the contracts say it means."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.sheets: dict[str, list[dict[str, Any]]] = {"线索": [], "办理": [], "文书": [], "检查": []}
        self.twin = ObviousLedger()
        for area, member in RegionReach.objects.values_list("area_id", "member_id"):
            self.twin.inside.setdefault(area, set()).add(member)
        codes = [f"91410721MA{number:07d}" for number in range(6)]
        self.firms = {f"第{n}建筑公司": code + credit_code_check_digit(code) for n, code in enumerate(codes)}
        self.projects = [f"新城{n}期工程" for n in range(4)]
        for number in range(self.dice.randrange(1, 30)):
            self._thread(f"W-{number}")
        self._visits()

    def _day(self, since: date = FIRST) -> date:
        return since + timedelta(days=self.dice.randrange((FIRST + timedelta(days=DAYS) - since).days + 1))

    def _thread(self, number: str) -> None:
        dice = self.dice
        firm, on, region = dice.choice(list(self.firms)), self._day(), dice.choice(REGIONS)
        project, sector = dice.choice([*self.projects, "", "", ""]), dice.choice([*SECTORS, ""])
        channel, new_form = dice.choice(["集中接访", "来访", "电话12333"]), dice.choice([True, False, None])
        self.sheets["线索"].append({
            "外部编号": number, "渠道": channel, "收到日期": on, "用人单位": firm, "统一社会信用代码": self.firms[firm],
            "项目名称": project, "行业领域": sector, "区划代码": region, "新就业形态": YES[new_form], "诉求": "欠薪",
        })  # fmt: skip
        reception = "reception" if channel == "集中接访" else "other"
        self.twin.clues.append({"number": number, "region": region, "on": on, "recorded": on, "channel": reception})
        about = {"region": region, "sector": "construction" if project else SECTORS.get(sector, "other")}
        if dice.random() < 0.8:
            self._settled(number, on, about | {"new_form": bool(new_form)})
        for kind in dice.sample(list(ACTS), dice.randrange(4)):
            done = self._day(on)
            self.sheets["文书"].append({"外部编号": number, "种类": kind, "日期": done, "文号": f"{number}-{kind}"})
            act = about | {"kind": ACTS[kind], "on": done, "recorded": done, "employer": self.firms[firm]}
            self.twin.acts.append(act)

    def _settled(self, number: str, received: date, about: dict[str, Any]) -> None:
        dice, on = self.dice, self._day(received)
        way, persons, fen = dice.choice(list(WAYS)), dice.randrange(1, 40), dice.randrange(100000, 99999999)
        migrants, migrant_fen = dice.randint(0, persons), dice.randint(0, fen)
        self.sheets["办理"].append({
            "外部编号": number, "解决途径": way, "立案日期": received if way == "监察立案" else "", "解决日期": on,
            "解决人数": persons, "其中农民工": migrants, "解决金额(元)": fen / 100, "其中农民工金额(元)": migrant_fen / 100,
        })  # fmt: skip
        self.twin.settlements.append(
            about | {"way": WAYS[way], "on": on, "recorded": on, "persons": persons, "migrants": migrants, "fen": fen,
                     "migrant_fen": migrant_fen}
        )  # fmt: skip

    def _visits(self) -> None:
        dice, known = self.dice, set()
        for number in range(dice.randrange(40)):
            firm, on, project = dice.choice(list(self.firms)), self._day(), dice.choice([*self.projects, "", ""])
            if (firm, on, project) in known:
                continue
            known.add((firm, on, project))
            workforce = dice.randrange(1, 3000)
            migrants, arrears = dice.randint(0, workforce), dice.choice([True, False])
            sector, region = dice.choice(list(SECTORS)), dice.choice(REGIONS)
            flags = [dice.choice([True, False, None]) if project else None for _ in range(2)]
            owed = (dice.randint(1, workforce), dice.randrange(100000, 9999999)) if arrears else (None, None)
            self.sheets["检查"].append({
                "用人单位": firm, "统一社会信用代码": self.firms[firm], "检查日期": on, "职工人数": workforce,
                "其中农民工": migrants, "行业领域": sector, "区划代码": region, "项目名称": project,
                "政府投资项目": YES[flags[0]], "国企项目": YES[flags[1]], "查实欠薪": YES[arrears],
                "欠薪人数": owed[0] or "", "欠薪金额(元)": owed[1] / 100 if owed[1] else "",
            })  # fmt: skip
            self.twin.visits.append({
                "number": number, "employer": self.firms[firm], "project": project, "sector": SECTORS[sector], "on": on,
                "recorded": on, "region": region, "workforce": workforce, "migrants": migrants, "government": flags[0],
                "state_firm": flags[1], "arrears": arrears, "arrears_persons": owed[0], "arrears_fen": owed[1],
            })  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(12))
def test_the_form_counts_what_the_workbook_says(seed: int, regions: None, tmp_path: Path) -> None:
    book = RandomBook(seed)
    path = workbook(tmp_path / "ledger.xlsx", book.sheets)
    with occasion(at=at(TODAY)):
        done = import_ledger(path=path, on=TODAY)
    assert [error for tally in done.tallies.values() for error in tally.as_json()["errors"]] == []
    for region in ("410700", "410721", "410771", "410000"):
        start = FIRST + timedelta(days=book.dice.randrange(40))
        end = start + timedelta(days=book.dice.randrange(70))
        as_of = FIRST + timedelta(days=book.dice.randrange(30, 120))
        expected = obvious_winter(book.twin, region, start, end, as_of)
        got = winter_report(region, start, end, as_of).as_json()
        assert got["rows"] == {row: {str(c): n for c, n in cells.items()} for row, cells in expected["rows"].items()}
        assert got["items"] == expected["items"]
