"""The designer's pages: the winter form drawn up by hand counts as the shipped one; slips where they are; tried, put into force."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any

import openpyxl
import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.counters.facts import Window
from nuanxin.command.reporting.counting import completed_flat, figures_of, winter_report
from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.forms.loading import form, read_text
from nuanxin.command.reporting.forms.sheet import HeadCell, head_cells
from nuanxin.command.reporting.models import FormDefinition, FormDraft, ReportRound
from tests.conftest import TODAY, People
from tests.property.random_ledger import RandomLedger
from tests.unit.command.reporting.test_any_form import TEXT
from tests.unit.command.reporting.test_layout import blank
from tests.unit.web.officer.test_any_form_pages import signed_in
from tests.unit.web.officer.test_reports import at, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ready(settings: Any, tmp_path: Any) -> None:
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    settings.MEDIA_ROOT = tmp_path


class Boxes(HTMLParser):
    """What a browser would send back from the form on a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.given: dict[str, str] = {}
        self._select = self._area = ""
        self._inside = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {key: value or "" for key, value in attrs}
        self._inside = self._inside or told.get("id") == "design"
        if not self._inside:
            return
        if tag == "input":
            self.given[told["name"]] = told.get("value", "")
        elif tag == "textarea":
            self._area = told["name"]
            self.given[self._area] = ""
        elif tag == "select":
            self._select = told["name"]
            self.given[self._select] = ""
        elif tag == "option" and self._select and "selected" in told:
            self.given[self._select] = told["value"]

    def handle_data(self, data: str) -> None:
        if self._area:
            self.given[self._area] += data

    def handle_endtag(self, tag: str) -> None:
        self._area = "" if tag == "textarea" else self._area
        self._select = "" if tag == "select" else self._select
        self._inside = self._inside and tag != "form"


class Designer:
    """A clerk at the designer: reads the page, types into boxes, presses a button."""

    def __init__(self, who: Any, **begin: Any) -> None:
        self.client = signed_in(who)
        unit = who.posts.get().unit_id
        send(self.client, at("report_design_new"), {"title": "", "unit": unit, "rows": 0, "columns": 0} | begin)
        self.draft = FormDraft.objects.latest("pk")
        self.url = at("report_design", self.draft.pk)
        self.page = self.client.get(self.url).content.decode()

    def press(self, button: str = "save", **typed: str) -> str:
        given = Boxes(self.page).given
        boxes = {box.replace("__", "-"): text for box, text in typed.items()}
        assert set(boxes) <= set(given), set(boxes) - set(given)
        self.page = send(self.client, self.url, given | boxes | {"do": button})
        return self.page

    def publish(self) -> str:
        return send(self.client, at("report_design_publish", self.draft.pk))


# What a clerk reads in the annex: heads (a dot: as in the column before), counter, of which.
WINTER_COLUMNS = [
    ("检查用人单位情况|用人单位户数(户)", "检查用人单位户数", ""), (".|涉及职工人数(万人)", "检查涉及职工人数", ""),
    (".|其中：农民工人数(万人)", "检查涉及农民工人数", "2"), ("解决情况|解决欠薪问题数量|立案(件)", "监察立案解决件数", ""),
    (".|.|通过协调等非立案方式解决(件)", "非立案方式解决件数", ""), (".|解决欠薪问题涉及人数(万人)|合计", "解决欠薪涉及人数", ""),
    (".|.|其中：农民工", "解决欠薪涉及农民工人数", "6"), (".|解决欠薪问题涉及金额(万元)|合计", "解决欠薪金额", ""),
    (".|.|其中：农民工", "解决农民工欠薪金额", "8"), ("行政处理处罚|责令改正(件)", "orders", ""),
    (".|行政处理决定(件)", "decisions", ""), (".|行政处罚决定(件)", "penalties", ""),
    ("涉嫌犯罪案件|移送公安机关(件)", "referrals", ""), (".|公安机关立案(件)", "police_filings", ""),
]  # fmt: skip


def winter_boxes() -> dict[str, str]:
    boxes = {"meta__source": "新农工办〔2023〕6号 附件", "meta__annex": "附件"}
    for n, (heads, counter, of) in enumerate(WINTER_COLUMNS):
        levels = ["" if head == "." else head for head in heads.split("|")]
        boxes |= {f"columns__{n}__h{level}": text for level, text in enumerate(levels, 1)}
        boxes |= {f"columns__{n}__counter": counter, f"columns__{n}__of": of}
    for n, name in enumerate(["合计", "工程建设领域", "制造业", "其他"]):
        boxes |= {f"rows__{n}__name": name, f"rows__{n}__split": f"行业领域：{name}" if n else ""}
    return boxes


SENTENCES = [
    "1.检查政府投资项目共____个，查实存在欠薪项目____个（拖欠工资____万元，涉及____万人）；检查国企项目共____个，查实存在欠薪项目____个（拖欠工资____万元，涉及____万人）；",
    "2.解决新就业形态拖欠劳动报酬案件____件，涉及____万人____万元；",
    "3.通过劳动人事争议调解组织和仲裁机构解决欠薪案件____件，涉及____万人____万元；",
    "4.通过法院开展集中执行活动解决欠薪案件____件，涉及____万人____万元；",
    "5.行业主管部门解决欠薪问题____件，涉及____万人____万元；",
    "6.集中接访接收欠薪线索____件；",
    "7.公布欠薪严重违法单位数：____户，列入欠薪失信联合惩戒对象名单管理____件。",
]


def drawn_winter(people: People) -> Designer:
    """The annex of seed 2 drawn up from an empty sheet, through the pages alone."""
    desk = Designer(people.statistician, title="根治欠薪冬季专项行动情况", way="blank", rows=4, columns=14)
    desk.press(**winter_boxes())
    for _ in SENTENCES:
        desk.press("lines-add")
    desk.press(**{f"lines__{n}__text": text for n, text in enumerate(SENTENCES)})
    shipped = form()
    order = [key for line in shipped.lines for key in _keys(line)]
    desk.press(**{f"blanks__{n}__counter": shipped.source_of(key).counts for n, key in enumerate(order)})
    place = len(FormDraft.objects.get(pk=desk.draft.pk).content["checks"])
    desk.press("checks-add")
    desk.press(**{f"checks__{place}__rule": "zero_together", f"checks__{place}__columns": "4+5、6、8"})
    desk.press("checks-add")
    desk.press(
        **{f"checks__{place + 1}__rule": "per_head", f"checks__{place + 1}__columns": "8÷6", f"checks__{place + 1}__low": "100",
           f"checks__{place + 1}__high": "200000", f"checks__{place + 1}__severity": "warn"}
    )  # fmt: skip
    return desk


def _keys(line: str) -> list[str]:
    return [part.split("}")[0] for part in line.split("{")[1:]]


def test_the_winter_form_drawn_by_hand_counts_as_the_shipped_one(people: People) -> None:
    desk = drawn_winter(people)
    assert "处要改" not in desk.page, desk.page.split("处要改")[1][:600]
    tried = desk.press("try")
    assert "试算：根治欠薪冬季专项行动情况" in tried and "2023-12-01" in tried and "未填" not in tried
    assert "1版已启用" in desk.publish()
    drawn, shipped = find_form(f"form_{desk.draft.pk}"), form()
    assert head_cells(drawn) == head_cells(shipped)
    assert [(c.unit, c.of) for c in drawn.columns.values()] == [(c.unit, c.of) for c in shipped.columns.values()]
    assert list(drawn.item_units.values()) == list(shipped.item_units.values()) and not drawn.entered_cells
    rows = dict(zip(drawn.rows, shipped.rows, strict=True))
    items = dict(zip(drawn.item_units, [key for line in shipped.lines for key in _keys(line)], strict=True))
    ledger, nonzero = RandomLedger(11), set()
    ledger.dice.choice = _large(ledger.dice.choice)  # type: ignore[method-assign]
    ledger.write()
    for region, last in (("410700", 20), ("410721", 20), ("410771", 1)):
        asked = (region, date(2023, 10, 20), date(2024, 3, last), date(2024, 4, last))
        own = completed_flat(drawn, Window(*asked), figures_of(drawn, Window(*asked), {}), settings={})
        same = winter_report(*asked)
        assert {rows[row]: cells for row, cells in own.rows.items()} == same.rows
        assert {items[key]: figure for key, figure in own.items.items()} == dict(same.items)
        assert list(own.shown.values()) == list(same.shown.values())
        nonzero |= {(row, column) for row, cells in same.rows.items() for column, figure in cells.items() if figure}
        nonzero |= {(key, "") for key, figure in same.items.items() if figure}
    assert len(nonzero) > 60, sorted(nonzero)


def _large(choice: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda among: 40 if among == [0, 3, 12, 40] else choice(among)


def small(people: People, **begin: Any) -> Designer:
    """Two rows under a total, three columns: one counted, one typed, one of which."""
    desk = Designer(people.statistician, **({"title": "走访慰问情况", "way": "blank", "rows": 3, "columns": 3} | begin))
    desk.press(
        meta__source="来文", rows__1__name="工地", rows__2__name="车间", rows__1__split="工程建设领域", rows__2__split="制造业",
        columns__0__h1="解决欠薪", columns__0__h2="件数（件）", columns__0__counter="各途径解决欠薪件数",
        columns__1__h1="走访", columns__1__h2="人数（人）", columns__2__h2="其中：困难职工（人）", columns__2__of="2",
    )  # fmt: skip
    return desk


def test_slips_are_said_where_they_are_and_what_was_typed_stays(people: People) -> None:
    desk = small(people)
    page = desk.press(
        columns__0__counter="解决欠薪件", columns__1__h2="人数", columns__2__of="9", rows__2__split="火星", rows__0__sums="2-5",
        meta__due_county="三天",
    )  # fmt: skip
    for box, said in {
        "columns-0-counter": "目录里没有“解决欠薪件”这个指标，是否指", "columns-1-unit": "没有单位",
        "columns-2-of": "没有第9列", "rows-2-split": "没有“火星”这个细分", "rows-0-sums": "相加的行号不对：4、5",
        "meta-due_county": "应当是截止日后的天数",
    }.items():  # fmt: skip
        assert f'data-box="{box}"' in page and said in page, box
        if not box.startswith("meta"):
            assert said in page.split(f'id="e-{box}"')[1].split("</small>")[0], box
    assert 'value="解决欠薪件"' in page and 'value="火星"' in page
    assert "还不能启用" in desk.publish() and not FormDefinition.objects.exists()
    assert desk.client.get(at("report_design_try", desk.draft.pk)).status_code == 409
    # a counter of money under 件, and one that cannot be divided that way
    page = desk.press(
        columns__0__counter="解决欠薪金额", columns__1__h2="人数（人）", columns__2__of="2", rows__2__split="解决途径：调解",
        rows__0__sums="2-3", meta__due_county="3",
    )  # fmt: skip
    wrong = page.split('id="e-columns-0-counter"')[1].split("</small>")[0]
    assert "以元计，表上的单位是件" in wrong and "不能按解决途径细分" in wrong


def test_lines_are_put_in_moved_and_taken_out_and_what_names_them_follows(people: People) -> None:
    desk = small(people)
    desk.press("checks-add")
    place = len(FormDraft.objects.get(pk=desk.draft.pk).content["checks"]) - 1
    desk.press(**{f"checks__{place}__rule": "not_above", f"checks__{place}__columns": "3≤2"})
    desk.press("columns-insert-1")
    given = Boxes(desk.page).given
    assert [given[f"columns-{n}-h2"] for n in range(4)] == ["件数（件）", "", "人数（人）", "其中：困难职工（人）"]
    assert (given["columns-3-of"], given[f"checks-{place}-columns"]) == ("3", "4≤3")
    desk.press("columns-drop-1")
    desk.press("columns-up-2")
    given = Boxes(desk.page).given
    assert [(given[f"columns-{n}-h1"], given[f"columns-{n}-h2"]) for n in range(3)] == [
        ("解决欠薪", "件数（件）"), ("走访", "其中：困难职工（人）"), ("", "人数（人）")]  # fmt: skip
    assert (given["columns-1-of"], given[f"checks-{place}-columns"]) == ("3", "2≤3")
    page = desk.press("columns-drop-2")
    assert "所涉的列已经删除" in page and Boxes(page).given["columns-1-of"] == ""
    desk.press("rows-drop-2")
    assert Boxes(desk.page).given["rows-0-sums"] == "2"


def test_blanks_keep_their_counters_when_sentences_change(people: People) -> None:
    desk = small(people)
    desk.press("lines-add")
    desk.press(lines__0__text="1.发放手册____册，法律援助____人次；")
    desk.press(blanks__1__counter="提供法律援助人次")
    desk.press(lines__0__text="1.发放手册____册，发放补助____万元，法律援助____人次；")
    given = Boxes(desk.page).given
    assert [(given[f"blanks-{n}-name"], given[f"blanks-{n}-unit"], given[f"blanks-{n}-counter"]) for n in range(3)] == [
        ("发放手册", "册", ""), ("发放补助", "万元", ""), ("法律援助", "人次", "提供法律援助人次")]  # fmt: skip


def test_one_cell_goes_its_own_way(people: People) -> None:
    desk = small(people)
    desk.press("singles-add")
    desk.press(singles__0__row="3", singles__0__column="1")
    desk.press("singles-add")
    desk.press(singles__1__row="2", singles__1__column="2", singles__1__counter="提供法律援助人次")
    desk.publish()
    of = find_form(f"form_{desk.draft.pk}")
    assert of.source_of("row_3.1").counts == "" and of.source_of("row_2.1").counts == "settled_cases"
    assert of.source_of("row_2.2").counts and of.source_of("row_3.2").counts == ""


def test_two_at_one_draft_lose_nothing(people: People) -> None:
    desk = small(people)
    old = Boxes(desk.page).given | {"rows-1-name": "我改的"}
    desk.press(rows__1__name="别人改的")
    answer = desk.client.post(desk.url, old).content.decode()
    assert "没有保存" in answer and 'value="我改的"' in answer
    assert FormDraft.objects.get(pk=desk.draft.pk).content["rows"][1]["name"] == "别人改的"
    desk.page = answer
    assert "草稿已保存" in desk.press() and Boxes(desk.page).given["rows-1-name"] == "我改的"


def test_a_published_form_is_changed_by_a_new_version_and_its_round_keeps_the_old(people: People) -> None:
    desk = small(people, title="走访慰问情况")
    desk.publish()
    key = f"form_{desk.draft.pk}"
    assert "不能再改" in desk.client.get(desk.url).content.decode()
    desk.press(rows__1__name="不该留下")
    assert FormDraft.objects.get(pk=desk.draft.pk).content["rows"][1]["name"] == "工地"
    asked = {
        "title": "一月",
        "region": "410700",
        "start": "2024-01-01",
        "end": "2024-01-09",
        "due_county": "2024-01-12",
    }
    send(signed_in(people.coordinator), f"{at('report_round_new')}?form={key}", asked)
    again = Designer(people.statistician, way="version", form=key)
    assert Boxes(again.page).given["meta-version"] == "2"
    again.press("columns-insert-1")
    again.press(columns__1__h2="金额（万元）", columns__1__counter="各途径解决欠薪金额")
    assert "2版已启用" in again.publish()
    kept, now = find_form(key, "1"), find_form(key)
    assert ReportRound.objects.get(form=key).form_version == "1" and len(kept.columns) == 3
    # columns keep their keys, so that typed figures find their cells; the paper counts from 1
    assert list(now.columns) == ["1", "4", "2", "3"] and list(now.numbers.values()) == ["1", "2", "3", "4"]
    assert now.columns["2"].heads == kept.columns["2"].heads and now.columns["3"].of == "2"


def test_a_blank_workbook_and_a_copy_begin_a_draft(people: People) -> None:
    file = SimpleUploadedFile("空表.xlsx", blank(form()))
    desk = Designer(people.statistician, way="workbook", file=file)
    given = Boxes(desk.page).given
    assert [given["columns-4-h1"], given["columns-4-h2"], given["columns-4-h3"]] == [
        "",
        "",
        "通过协调等非立案方式解决(件)",
    ]
    assert given["rows-0-sums"] == "2+3+4" and given["columns-2-of"] == "2" and "请填写依据" in desk.page
    copy = Designer(people.statistician, way="copy", form="winter_2023")
    copy.press(meta__title="本县表")
    copy.publish()
    copied = find_form(f"form_{copy.draft.pk}")
    assert (
        copied.lines == form().lines and len(copied.checks) == len(form().checks) and copied.settings == form().settings
    )


def test_what_prints_is_the_sheet_with_its_merged_heads(people: People) -> None:
    desk, shipped = Designer(people.statistician, way="copy", form="winter_2023"), form()
    sheet = openpyxl.load_workbook(
        io.BytesIO(desk.client.get(at("report_design_file", desk.draft.pk, "xlsx")).content)
    ).active
    assert sheet is not None
    ours = openpyxl.load_workbook(io.BytesIO(blank(shipped))).active
    assert ours is not None
    heads = [cell for cell in head_cells(shipped) if cell.lines > 1 or cell.columns > 1]
    merged = {str(area) for area in sheet.merged_cells.ranges}
    assert len(heads) > 8 and all(_area(cell) in merged for cell in heads)
    assert {area for area in merged if _line(area) < 8} == {
        str(area) for area in ours.merged_cells.ranges if _line(str(area)) < 8
    }
    for cell in head_cells(shipped):
        assert (sheet.cell(4 + cell.line, 1 + cell.column).value or "") == cell.text
    assert [sheet.cell(8, column).value for column in range(3, 17)] == [None] * 14  # nothing in it, not even 0
    pdf = desk.client.get(at("report_design_file", desk.draft.pk, "pdf")).content
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    text = text.replace("\n", "").replace(" ", "")
    for cell in head_cells(shipped):
        assert cell.text in text, cell.text
    assert "6.集中接访接收欠薪线索____件" in text and "0.0000" not in text


def _area(cell: HeadCell) -> str:
    from openpyxl.utils import get_column_letter as letter

    first, last = cell.column + 1, cell.column + cell.columns
    return f"{letter(first)}{4 + cell.line}:{letter(last)}{3 + cell.line + cell.lines}"


def _line(area: str) -> int:
    return int("".join(c for c in area.split(":")[0] if c.isdigit()))


def test_a_form_read_in_a_notice_goes_into_the_designer(people: People) -> None:
    printed = {
        "title": "春暖行动情况统计表", "rows": ["合计", "送岗位", "送温暖"],
        "columns": [{"number": 1, "heading": "活动/场次", "heads": ["活动", "场次（场）"], "unit": "场"},
                    {"number": 2, "heading": "人数", "heads": ["服务人数（万人）"], "unit": "万人"}],
        "items": [{"number": 1, "text": "走访", "line": "1.走访慰问____人，发放慰问金____万元；"}],
    }  # fmt: skip
    notice = Notice.objects.create(
        unit=people.coordinator.posts.get().unit, title="关于开展春暖行动的通知", file_name="n.txt", digest="0" * 64, path="x",
        text="x", reading={"forms": [printed]}, received_on=TODAY, taken_by=people.coordinator,
    )  # fmt: skip
    client = signed_in(people.coordinator)
    assert "设计成报表" in client.get(at("notice", notice.pk)).content.decode()
    page = client.post(at("notice_form_design", notice.pk, "own", 0), follow=True).content.decode()
    given = Boxes(page).given
    draft = FormDraft.objects.get()
    assert (draft.notice_id, draft.title, given["meta-source"]) == (
        notice.pk,
        "春暖行动情况统计表",
        "关于开展春暖行动的通知 附件",
    )
    assert given["rows-0-sums"] == "2+3" and given["blanks-1-unit"] == "万元" and given["columns-1-unit"] == "万人"
    assert client.post(at("notice_form_design", notice.pk, "own", 7)).status_code == 404
    assert client.get(at("notice_form_design", notice.pk, "own", 0)).status_code == 404
    assert "设计成报表" not in signed_in(people.superior).get(at("notice", notice.pk)).content.decode()


def test_preview_keeps_nothing_and_four_people(people: People) -> None:
    desk = small(people)
    given = Boxes(desk.page).given | {"columns-1-h2": "户数（户）"}
    live = desk.client.post(at("report_design_preview", desk.draft.pk), given).content.decode()
    assert "户数（户）" in live and "<html" not in live
    assert FormDraft.objects.get(pk=desk.draft.pk).content["columns"][1]["h2"] == "人数（人）"
    pages = {name: at(name, desk.draft.pk) for name in ("report_design", "report_design_try")}
    told = {
        name: [
            signed_in(who).get(url).status_code
            for who in (people.statistician, people.coordinator, people.head, people.stranger)
        ]
        for name, url in pages.items()
    }
    assert told == {name: [200, 200, 403, 403] for name in pages}
    cell = desk.client.get(f"{at('report_design_cell', desk.draft.pk, 'row_1.1')}?region=410721").content.decode()
    assert "由这些格相加" in cell
    assert "已作废" in send(desk.client, at("report_design_drop", desk.draft.pk))
    assert desk.client.get(desk.url).status_code == 404 and FormDraft.objects.get().dropped_at


def test_a_text_form_is_laid_out_and_comes_back_the_same(people: People) -> None:
    from nuanxin.command.reporting.designing.building import build
    from nuanxin.command.reporting.designing.opening import sheet_of

    for of in (form(), read_text(TEXT, "services")):
        made = build(sheet_of(of.model_dump(), same_form=True))
        assert made.form is not None and not made.slips
        assert [made.form.source_of(cell) for cell in of.cells] == [of.source_of(cell) for cell in of.cells]
        for part in ("title", "lines", "checks", "settings", "footer", "header", "remarks", "due", "stub"):
            assert getattr(made.form, part) == getattr(of, part), part
