"""Whatever comes in, the reader answers: no text breaks it, no text makes it slow, and what it left out it says."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nuanxin.rights.intake.reading.reading import joined, read_text

PIECES = st.sampled_from(
    ["拖欠", "工资", "我们", "二十多名", "农民工", "3.5万元", "某某", "建筑有限公司", "项目", "工地", "，", "。", "\n", " ", "2023年", "3月",
     "至今", "从", "到", "（", "）", "《", "A市", "B2区", "身份证", "1,2,3", "９９９", "錢", "😀", "\u200b", "\x00", "法院", "判决", "自杀",
     "在", "承建的", "0000000000000000000000000000", "零零零", "万万万", "-", "~", "年", "月", "腊月", "十", "百", "欠", "不发", "\ud800"]
)  # fmt: skip
ADVERSARIES = (
    "拖欠",
    "工资",
    "一",
    "9",
    "在的",
    "公司",
    "项目",
    "（",
    "年3月",
    "2023年",
    "A1区",
    "镇村",
    "我 ",
    "欠工",
    "，9",
    "身份证",
    "新市县区镇村路",
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=300), st.text(max_size=30), st.text(max_size=20))
def test_no_text_breaks_it_and_evidence_lies_in_the_text(text: str, topic: str, day: str) -> None:
    read = read_text(text, topic=topic, time=day)
    written = joined(topic, text)
    assert 0 <= read.score <= 1
    assert all(0 <= start < end <= len(written) for start, end in read.evidence.values())
    assert json.loads(json.dumps(read.as_dict()))["right_channel"] == read.right_channel


@pytest.mark.parametrize("piece", ADVERSARIES)
def test_time_grows_with_length_and_no_faster(piece: str) -> None:
    """Two hundred thousand signs of the worst kind against two thousand: a quadratic reader would need hours."""
    short, long = piece * (2_000 // len(piece)), "工资拖欠" + piece * (200_000 // len(piece))
    read_text(short, time="2024-01-01")
    begun = time.process_time()
    read = read_text(long, topic="投诉拖欠工资", time="2024-01-01")
    assert time.process_time() - begun < 20
    assert read.left_out > 0


def test_a_megabyte_without_a_line_break_is_read_in_part_and_said_so() -> None:
    text = "我们15名工人被拖欠工资21000元，" + "请领导做主" * 200_000
    read = read_text(text, time="2024-01-01")
    assert (read.is_wage_arrears, read.persons, read.amount_fen) == (True, 15, 2_100_000)
    assert read.left_out == len(text) - 20_000


def test_blanks_full_width_and_traditional_signs_read_the_same() -> None:
    plain = read_text("宏达建筑公司拖欠我们12名工人工资60000元", time="2024-01-01")
    odd = read_text("宏 達 建 築 公 司 拖 欠 我 們 １２ 名 工 人 工 資 ６００００ 元", time="2024-01-01")
    assert {**odd.as_dict(), "evidence": {}} == {**plain.as_dict(), "evidence": {}}


def test_the_words_behind_a_field_are_found_in_what_was_written() -> None:
    text = "宏 达建筑公司拖欠１ ２ 名工人工资６万 元"
    read = read_text(text, topic="投诉", time="2024-01-01")
    shown = {name: joined("投诉", text)[slice(*span)] for name, span in read.evidence.items()}
    assert (shown["persons"], shown["amount_fen"], shown["respondent"]) == ("１ ２ 名工人", "６万 元", "宏 达建筑公司")


@pytest.mark.parametrize("day", [None, "", "昨天", "2024-13-45", "2024/1/5 8:00:00", "0000-00-00"])
def test_a_day_that_is_none_leaves_relative_months_out(day: str | None) -> None:
    read = read_text("从去年三月至今拖欠工资", time=day)
    assert read.period == (("2023-03", "2024-01") if day == "2024/1/5 8:00:00" else (None, None))
