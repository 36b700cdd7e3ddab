"""An invented history written as the ledger workbook and imported like any other: a crowd for a city or a province, and for the
county of the stories what last year was like, so that this year is compared with something."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from nuanxin.command.ledger.importing import import_ledger
from nuanxin.foundation.organisations.models import Region
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.demo.invention import Firm, Inventor

# How many clues, and of which area: invented sizes, no statistic of any place.
CROWDS = {"city": (3_000, "410700"), "province": (60_000, "410000")}
SWIFT = 150  # matters of the last weeks in the county of the stories, each settled within three weeks
SECTORS = {"construction": "工程建设", "manufacturing": "制造业", "other": "其他"}
CLUES = [
    "外部编号",
    "渠道",
    "收到日期",
    "反映人",
    "农民工",
    "用人单位",
    "统一社会信用代码",
    "项目名称",
    "行业领域",
    "区划代码",
    "欠薪起",
    "欠薪止",
    "涉及人数",
    "其中农民工",
    "欠薪金额(元)",
    "政府投资项目",
    "国企项目",
    "新就业形态",
    "诉求",
]
OUTCOMES = [
    "外部编号",
    "解决途径",
    "立案日期",
    "解决日期",
    "解决人数",
    "其中农民工",
    "解决金额(元)",
    "其中农民工金额(元)",
]
PAPERS = ["外部编号", "种类", "日期", "文号"]
VISITS = [
    "用人单位",
    "统一社会信用代码",
    "检查日期",
    "职工人数",
    "其中农民工",
    "行业领域",
    "区划代码",
    "项目名称",
    "政府投资项目",
    "国企项目",
    "查实欠薪",
    "欠薪人数",
    "欠薪金额(元)",
]


Matter = tuple[date, str]  # the day on which it was reported, and the region


def import_crowd(scale: str, *, seed: int, today: date, progress: Callable[[str], None]) -> None:
    """Most matters are long settled, as in a real history."""
    count, area = CROWDS[scale]
    rows = Region.objects.filter(level="county", within__area=area).order_by("pk")
    counties, rng = list(rows.values_list("pk", flat=True)), random.Random(seed)  # noqa: S311  (invented data)
    matters = [(today - timedelta(days=int(rng.random() ** 1.5 * 700)), rng.choice(counties)) for _ in range(count)]
    _import(Crowd(seed + 1000, matters, today), today, progress)


def import_seasons(*, seed: int, today: date, progress: Callable[[str], None]) -> None:
    """Beside the stories, what a county has by the dozen: matters of this season settled within weeks, and the season of a year
    before, for two matters now some three then, in the same towns, all settled."""
    rng = random.Random(seed)  # noqa: S311  (invented data)
    towns = [town for (town,) in Clue.objects.order_by("pk").values_list("region_id")]
    swift = [(today - timedelta(days=rng.randrange(22, 80)), rng.choice(towns)) for _ in range(SWIFT)]
    _import(Crowd(seed + 3000, swift, today, unsettled=0, within=21, mark="KB"), today, progress)
    told = list(Clue.objects.order_by("pk").values_list("received_on", "region_id"))
    year = timedelta(days=365)
    before = [(day - year, town) for day, town in told for _ in range(rng.choice((1, 1, 2)))]
    _import(Crowd(seed + 2000, before, today, unsettled=0), today, progress)


def _import(crowd: Crowd, today: date, progress: Callable[[str], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crowd.xlsx"
        _write(path, crowd)
        import_ledger(path=path, on=today, progress=progress)


class Crowd:
    """The rows of the four sheets, drawn in order. unsettled: the share of matters that nobody has settled.
    within: days after which the others are, at the latest. mark: begins the number of each in the system they came from."""

    def __init__(
        self,
        seed: int,
        matters: Sequence[Matter],
        today: date,
        *,
        unsettled: float = 0.12,
        within: int = 70,
        mark: str = "YS",
    ) -> None:
        self.inventor, self.matters, self.today = Inventor(seed), matters, today
        self.unsettled, self.within, self.mark = unsettled, within, mark
        places = sorted({place for _, place in matters})
        self.firms: dict[str, list[Firm]] = {place: [] for place in places}
        for n in range(max(20, len(places), len(matters) // 8)):
            self.firms[places[n % len(places)]].append(self.inventor.firm())
        self.outcomes: list[list[Any]] = []
        self.papers: list[list[Any]] = []

    def clues(self) -> Iterator[list[Any]]:
        rng = self.inventor.rng
        for n, (received, county) in enumerate(self.matters):
            firm = rng.choice(self.firms[county])
            persons = rng.choice((1, 1, 1, 2, 3, 5, 8, 15, 30))
            migrants = persons - rng.choice((0, 0, 0, 1)) if persons > 1 else 1
            yuan = persons * rng.randrange(3_000, 30_000)
            number = f"{self.mark}-{received:%y}-{n:07d}"
            self._outcome(number, received, persons, migrants, yuan)
            yield [
                number, rng.choice([c.label for c in list(Channel)[:9]]), received, self.inventor.person().name, "是",
                firm.name, firm.credit_code, self._site(firm), SECTORS[firm.sector], county,
                f"{received - timedelta(days=100):%Y-%m}", f"{received - timedelta(days=31):%Y-%m}", persons, migrants, yuan,
                self._maybe(firm, 0.3), self._maybe(firm, 0.2), "是" if "配送" in firm.name else "否", "拖欠工资，请求支付",
            ]  # fmt: skip

    def _outcome(self, number: str, received: date, persons: int, migrants: int, yuan: int) -> None:
        rng = self.inventor.rng
        if rng.random() < self.unsettled:
            return
        filed, solved = (
            received + timedelta(days=rng.randrange(1, 8)),
            received + timedelta(days=rng.randrange(9, self.within)),
        )
        if solved > self.today:
            return
        way = rng.choices(("监察立案", "协调", "调解", "仲裁", "法院执行", "行业主管部门"), (30, 40, 10, 8, 4, 8))[0]
        day = filed if way == "监察立案" else None
        share = yuan * migrants // persons
        self.outcomes.append([number, way, day, solved, persons, migrants, yuan, share])
        if way == "监察立案":
            self.papers.append(
                [number, "责令改正", filed + timedelta(days=1), f"监令〔{filed:%Y}〕{len(self.papers) + 1}号"]
            )

    def visits(self) -> Iterator[list[Any]]:
        rng = self.inventor.rng
        for firm, county in ((firm, county) for county, firms in self.firms.items() for firm in firms):
            workforce, found = rng.randrange(10, 400), rng.random() < 0.15
            yield [
                firm.name, firm.credit_code, self.today - timedelta(days=rng.randrange(1, 200)), workforce,
                workforce * rng.randrange(40, 95) // 100, SECTORS[firm.sector], county, self._site(firm),
                self._maybe(firm, 0.3), self._maybe(firm, 0.2), "是" if found else "否",
                rng.randrange(1, 30) if found else None, rng.randrange(10_000, 500_000) if found else None,
            ]  # fmt: skip

    def _site(self, firm: Firm) -> str:
        return self.inventor.site() if firm.sector == "construction" else ""

    def _maybe(self, firm: Firm, share: float) -> str:
        return "是" if firm.sector == "construction" and self.inventor.rng.random() < share else "否"


def _write(path: Path, crowd: Crowd) -> None:
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, heads, rows in (
        ("线索", CLUES, crowd.clues()),
        ("办理", OUTCOMES, iter(crowd.outcomes)),
        ("文书", PAPERS, iter(crowd.papers)),
        ("检查", VISITS, crowd.visits()),
    ):
        page = book.add_worksheet(name)
        page.write_row(0, 0, heads)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    page.write_datetime(at, column, value, day)
                elif value is not None and value != "":
                    page.write(at, column, value)
    book.close()
