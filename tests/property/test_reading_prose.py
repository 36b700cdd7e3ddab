"""Whatever is handed to the reader: never a crash, spans inside the text, dates that exist, and a slow obvious twin."""

from __future__ import annotations

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.command.notices.reading import read_text
from nuanxin.foundation.common.reading.official.bodies import body_list
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import numeral
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates
from tests.spec.notice_readings import invented

PIECES = [
    "一、", "（一）", "1.", "（1）", "①", "第三条", "附件", "附件：1.", "\n", "\n\n", "\t", "\t\t1\t2\t3\n", "：", "。", "；", "，", "、", "（", "）", "《", "》", "“", "各县（市、区）",
    "人力资源社会保障部门", "公安、民政等部门", "要", "请", "督促企业", "会同", "于2024年3月8日前", "12月10日前", "至年底", "收文后两个工作日内", "每周", "定期", "全部办结", "应立尽立", "不少于3次",
    "同比下降20%", "统计人数、金额", "联系人：王某某", "0771-0000000", "a@b.cn", "转发", "关于开展行动的通知", "〔2024〕1号", "２０２４年", "牵头单位：", "_____万元", "|", "决定", "等", "和", "以及", "组织",
]  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=60).map("".join)
CUT = st.builds(
    lambda i, a, b, glue: glue.join((t := invented()[i].text)[min(a, b) % len(t) : max(a, b) % len(t)].split("\n")),
    st.integers(0, len(invented()) - 1), st.integers(0, 4000), st.integers(0, 4000), st.sampled_from(["\n", "", " ", "\n\n", "\t"]),
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.one_of(SOUP, CUT, st.text(max_size=200)))
def test_never_a_crash_and_every_span_inside(text: str) -> None:
    reading = read_text(text)
    json.dumps(reading)
    for field in ("tasks", "deadlines", "targets", "recurrences", "indicators", "contacts", "sections"):
        for item in reading[field]:
            start, end = item["span"]
            assert 0 <= start <= end <= len(text)
    for one in reading["deadlines"]:
        assert (one["date"] is None) != (one["relative"] is None)


@settings(max_examples=200, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["{0}年{1}月{2}日", "{0} 年 {1} 月 {2} 日", "{0}.{1}.{2}", "{0}-{1:02d}-{2:02d}", "{0}/{1}/{2}"]),
)
def test_every_full_date_comes_back(day: date, form: str) -> None:
    printed = Passage.of(form.format(day.year, day.month, day.day)).text
    assert [d.first for d in prose_dates(f"于{printed}前报送", year=None)] == [day.isoformat()]


@settings(max_examples=200, deadline=None)
@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)), st.integers(0, 300))
def test_a_range_runs_forward_whatever_year_is_left_out(day: date, length: int) -> None:
    last = date.fromordinal(day.toordinal() + length)
    found = prose_dates(f"自{day.year}年{day.month}月{day.day}日至{last.month}月{last.day}日", year=None)
    assert [(d.first, d.last) for d in found] == [(day.isoformat(), last.isoformat())]


@given(st.integers(1, 9999))
def test_numerals_against_spelling_out(number: int) -> None:
    digits = "零一二三四五六七八九"
    spelt = ""
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            spelt += digits[digit] + sign
        elif spelt and number % power and not spelt.endswith("零"):
            spelt += "零"
    assert numeral(spelt) == number


@given(
    st.lists(
        st.sampled_from(["公安", "民政", "司法", "财政", "教育", "水利", "住建", "信访"]),
        min_size=1,
        max_size=8,
        unique=True,
    )
)
def test_a_list_of_branches_gives_each_its_department(branches: list[str]) -> None:
    text = "、".join(branches) + "等部门要加强配合"
    found = body_list(text)
    assert found is not None
    assert list(found.names) == [f"{branch}部门" for branch in branches]
