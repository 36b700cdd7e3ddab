"""The list page through the web client: page, part, workbook, kept filters and columns."""

from __future__ import annotations

import io
import re
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.web.patterns.models import ColumnChoice, SavedFilter
from tests import sample_pages
from tests.conftest import People
from tests.sample_rows import Firm, Matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
ATTACKS = ["=1+1", "+cmd|'/c calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "http://x/"]


def matter(number: str, **values: Any) -> Matter:
    given = {"worker": "张三", "region": "410721", "state": "new", "identity": "410721199001011234"}
    given["received_at"] = datetime(2024, 1, 3, 23, 30, tzinfo=BEIJING)
    return Matter.objects.create(number=number, **(given | values))


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


@pytest.fixture
def owner_client(people: People) -> Client:
    client = Client()
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_page_shows_rows_masked_with_money_and_light(owner_client: Client) -> None:
    matter("XS-1", amount=1_234_567_89, due_on=date(2024, 1, 8), firm=Firm.objects.create(name="<b>甲</b>"))
    html = owner_client.get("/sample/").content.decode()
    assert "1,234,567.89" in html and "逾期2天" in html and "410721********1234" in html
    assert "199001011234" not in html and "&lt;b&gt;甲" in html and "共 <b>1</b> 件" in html
    assert "style=" not in html and "onclick" not in html and not re.search(r"<script(?![^>]*src=)", html)


def test_htmx_gets_the_part_and_history_the_page(owner_client: Client) -> None:
    matter("XS-1")
    part = owner_client.get("/sample/", headers={"HX-Request": "true"})
    assert "<html" not in part.content.decode() and "XS-1" in part.content.decode()
    assert "HX-Request" in part["Vary"] and "no-store" in part["Cache-Control"]
    back = owner_client.get("/sample/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


def test_empty_list_says_what_to_do_and_bad_marker_is_no_500(owner_client: Client) -> None:
    html = owner_client.get("/sample/?q=none").content.decode()
    assert "没有符合条件的记录" in html and "清除全部条件" in html
    matter("XS-1")
    assert "翻页标记已失效" in owner_client.get("/sample/?after=zzz").content.decode()


def links(html: str) -> dict[str, str]:
    """The links below the list by their words."""
    below = html[html.index('<nav class="nx-pages"') :]
    found = re.findall(r'<a class="btn"[^>]* href="([^"]+)"[^>]*>(.*?)</a>', below)
    return {re.sub("<.*?>", "", words): url.replace("&amp;", "&") for url, words in found}


def test_pages_say_their_number_and_are_turned_and_jumped_to(owner_client: Client) -> None:
    for number in range(60):
        matter(f"XS-{number:02d}")
    first = owner_client.get("/sample/?sort=number").content.decode()
    assert 'name="page" value="1"' in first and "共 3 页" in first and set(links(first)) == {"下一页", "尾页"}
    second = owner_client.get("/sample/" + links(first)["下一页"]).content.decode()
    assert 'name="page" value="2"' in second and "XS-25" in second and "XS-24" not in second
    last = owner_client.get("/sample/" + links(second)["尾页"]).content.decode()
    assert 'name="page" value="3"' in last and "XS-59" in last and set(links(last)) == {"首页", "上一页"}
    jumped = owner_client.get("/sample/?sort=number&page=2").content.decode()
    assert re.findall("XS-..", jumped) == re.findall("XS-..", second)
    back = owner_client.get("/sample/" + links(last)["上一页"]).content.decode()
    assert re.findall("XS-..", back) == re.findall("XS-..", second)


@pytest.mark.parametrize(
    ("asked", "words"),
    [("9", "没有第9页，已回到第一页"), ("0", "请填1到400之间的页码"), ("401", "反向排序"), ("二", "不能直接跳到"), ("9" * 30, "不能直接跳到")],
)  # fmt: skip
def test_a_page_that_is_not_there_is_said(owner_client: Client, asked: str, words: str) -> None:
    matter("XS-1")
    html = owner_client.get("/sample/", {"page": asked}).content.decode()
    assert words in html and "XS-1" in html


def test_total_and_sums_beyond_ten_thousand_come_into_the_page_when_asked(owner_client: Client) -> None:
    made_at = datetime(2024, 1, 3, tzinfo=BEIJING)
    Matter.objects.bulk_create(
        Matter(number=f"N{n}", worker="张", region="410721", state="new", received_at=made_at, amount=100)
        for n in range(10_001)
    )
    html = owner_client.get("/sample/").content.decode()
    assert "1万+" in html and "共 401 页" not in html and "尾页" not in html and "10,001.00" not in html
    asked = {"HX-Request": "true", "HX-Target": "total"}
    counted = owner_client.get("/sample/?count=all", headers=asked)
    part = counted.content.decode()
    assert "共 <b>10,001</b> 件" in part and "共 401 页" in part and "10,001.00" in part and "N5" not in part
    assert "HX-Target" in counted["Vary"]
    whole = owner_client.get("/sample/?count=all").content.decode()
    assert "共 <b>10,001</b> 件" in whole and "10,001.00" in whole and "<html" in whole


def test_export_has_what_is_filtered_with_the_columns_shown(owner_client: Client, people: People) -> None:
    firm = Firm.objects.create(name="=cmd()")
    for place, attack in enumerate(ATTACKS):
        matter(attack, firm=firm, amount=place * 100 + 1, workers=place, due_on=date(2024, 1, 1 + place))
    matter("closed", state="closed", amount=999_00)
    ColumnChoice.objects.create(
        user=people.owner, listing="sample", columns=["number", "firm", "identity", "amount", "due_on", "received_at"]
    )
    sample_pages.EXPORTS.clear()
    response = owner_client.post("/sample/?state=new&sort=-amount", {"act": "export"})
    content = body(response)
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    rows = list(sheet.iter_rows())
    assert [c.value for c in rows[0]] == ["编号", "身份证号", "用人单位", "欠薪金额（元）", "收到时间", "期限日期"]
    assert [str(r[0].value).replace("_x000D_", "\r") for r in rows[1:]] == ATTACKS[::-1]  # openpyxl leaves the escape
    assert not [c for row in rows for c in row if c.data_type == "f"]
    assert all(r[0].data_type == "s" and r[0].quotePrefix for r in rows[1:] if r[0].value != "http://x/")
    assert rows[1][3].value == 7.01 and rows[1][1].value == "410721********1234"
    assert rows[1][4].value == datetime(2024, 1, 3, 23, 30) and rows[1][5].value == datetime(2024, 1, 8)
    second = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    assert ["筛选条件", "状态：待受理"] in second and ["合计 欠薪金额（元）", "28.08"] in second
    [made] = sample_pages.EXPORTS
    assert made.rows == len(ATTACKS) and made.conditions == ("状态：待受理",) and "身份证号" in made.columns


def test_export_is_refused_while_a_condition_is_not_in_force(owner_client: Client) -> None:
    matter("XS-1")
    sample_pages.EXPORTS.clear()
    response = owner_client.post("/sample/?state=gone", {"act": "export"}, follow=True)
    assert "未导出" in response.content.decode() and sample_pages.EXPORTS == []


def test_kept_filters_are_private_and_keep_only_known_conditions(owner_client: Client, people: People) -> None:
    owner_client.post("/sample/?state=new&evil=1&after=x", {"act": "keep", "name": "待受理的"})
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.querystring) == (people.owner, "state=new")
    assert "待受理的" in owner_client.get("/sample/").content.decode()
    other = Client()
    other.force_login(people.colleague, backend="django.contrib.auth.backends.ModelBackend")
    assert "待受理的" not in other.get("/sample/").content.decode()
    other.post("/sample/", {"act": "drop", "number": str(saved.pk)})
    assert SavedFilter.objects.count() == 1
    owner_client.post("/sample/?state=open", {"act": "keep", "name": "待受理的"})
    assert SavedFilter.objects.get().querystring == "state=open"
    owner_client.post("/sample/", {"act": "drop", "number": str(saved.pk)})
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "１"])
def test_a_strange_number_drops_nothing(owner_client: Client, people: People, number: str) -> None:
    SavedFilter.objects.create(user=people.owner, listing="sample", name="甲")
    assert owner_client.post("/sample/", {"act": "drop", "number": number}).status_code == 302
    assert SavedFilter.objects.count() == 1


def test_columns_are_remembered_for_their_owner_and_can_go_back(owner_client: Client) -> None:
    matter("XS-1")
    owner_client.post("/sample/", {"act": "columns", "columns": ["amount", "number", "nonsense"]})
    assert ColumnChoice.objects.get().columns == ["number", "amount"]
    head = re.findall(r'<th scope="col".*?</th>', owner_client.get("/sample/").content.decode())
    assert len(head) == 2
    owner_client.post("/sample/", {"act": "columns"})
    assert not ColumnChoice.objects.exists()


def test_a_stranger_to_the_site_can_keep_nothing(client: Client) -> None:
    client.post("/sample/", {"act": "keep", "name": "x"})
    assert not SavedFilter.objects.exists()
