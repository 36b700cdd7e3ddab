"""Dates, bodies, numbers of official prose, as tables."""

from __future__ import annotations

import pytest

from nuanxin.foundation.common.reading.official.bodies import body_list, is_vague, names_of
from nuanxin.foundation.common.reading.official.document_numbers import cited_documents, document_number
from nuanxin.foundation.common.reading.official.letters import Passage
from nuanxin.foundation.common.reading.official.outline_numbers import numeral, outline_number
from nuanxin.foundation.common.reading.official.prose_dates import prose_dates

DATES = [
    ("自2023年11月中旬至2024年2月10日前", None, [("2023-11", "2024-02-10")]),
    ("11月中旬至2024年2月10日前", None, [("2023-11", "2024-02-10")]),
    ("分别于2024年1月3日、2月6日前", None, [("2024-01-03", "2024-01-03"), ("2024-02-06", "2024-02-06")]),
    ("于12月10日前报送", None, [("--12-10", "--12-10")]),
    ("于12月10日前报送", 2023, [("2023-12-10", "2023-12-10")]),
    ("从二季度开始至年底", 2024, [("2024-04", "2024-12-31")]),
    ("至2024年底", None, [("2024-12-31", "2024-12-31")]),
    ("6—8月开展", 2024, [("2024-06", "2024-08")]),
    ("11—2月开展", 2023, [("2023-11", "2024-02")]),
    ("2022—2024年行动计划", None, [("2022", "2024")]),
    ("2月底前", 2024, [("2024-02-29", "2024-02-29")]),
    ("2月底前", None, [("--02", "--02")]),
    ("2023年11月至次年2月", None, [("2023-11", "2024-02")]),
    ("二〇二四年一月二十二日", None, [("2024-01-22", "2024-01-22")]),
    ("2024年3月1日至15日", None, [("2024-03-01", "2024-03-15")]),
    ("2024年2月30日", None, []),
    ("12333热线、第3条", None, []),
]


@pytest.mark.parametrize(("text", "year", "expected"), DATES, ids=[f"{d[0]} {d[1]}" for d in DATES])
def test_dates(text: str, year: int | None, expected: list[tuple[str, str]]) -> None:
    assert [(d.first, d.last) for d in prose_dates(text, year=year)] == expected


BODIES = [
    ("各设区市人力资源社会保障局、司法局", ["各设区市人力资源社会保障局", "各设区市司法局"]),
    ("各县（市、区）政府，平原示范区、高新区、经开区管委会", ["各县（市、区）政府", "平原示范区管委会", "高新区管委会", "经开区管委会"]),
    ("公安、民政等部门", ["公安部门", "民政部门"]),
    ("财政、人社、银行等部门", ["财政部门", "人社部门", "银行"]),
    ("住建、交通、水利等工程建设行业主管部门", ["住建部门", "交通部门", "水利部门", "工程建设行业主管部门"]),
    ("各省、自治区、直辖市及新疆生产建设兵团公安厅", ["各省、自治区、直辖市及新疆生产建设兵团公安厅"]),
    ("文化和旅游、市场监管、共青团等部门", ["文化和旅游部门", "市场监管部门", "共青团"]),
    ("各处、所、中心、各律师事务所", ["各处", "各所", "各中心", "各律师事务所"]),
    ("各镇人民政府、街道办事处", ["各镇人民政府", "各街道办事处"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BODIES, ids=[b[0] for b in BODIES])
def test_bodies(text: str, expected: list[str]) -> None:
    assert list(names_of(text)) == expected


def test_a_list_ends_where_the_sentence_goes_on() -> None:
    found = body_list("司法行政机关、工会要加强宣传引导")
    assert found is not None
    assert (found.names, found.end) == (("司法行政机关", "工会"), 9)
    assert body_list("加强对用人单位的指导") is None
    assert is_vague("各有关部门")


def test_outline_numbers() -> None:
    kinds = [
        (o.kind, o.value) if (o := outline_number(t)) else None
        for t in ("（十二）送", "1.动", "第三条 为", "①建", "一、加", "1.5万元", "2024年")
    ]
    assert kinds == [("han_bracket", 12), ("digit", 1), ("article", 3), ("circled", 1), ("han", 1), None, None]
    assert [numeral(t) for t in ("十", "二十", "一百零五", "二〇二四", "两", "甲")] == [10, 20, 105, 2024, 2, None]


def test_document_numbers_and_titles() -> None:
    text = "按照《关于〈办法〉的通知》（国就劳办发〔2023〕3号）和《要点》安排"
    assert [(c.title, c.number) for c in cited_documents(text)] == [
        ("关于〈办法〉的通知", "国就劳办发〔2023〕3号"),
        ("要点", ""),
    ]
    assert document_number("桂农工办发〔2024〕1号") == (0, 13, 2024)


def test_passages_know_where_they_stood() -> None:
    source = "于 ２０２４ 年\n(一) 报 送"
    passage = Passage.of(source)
    assert passage.text == "于2024年（一）报送"
    assert passage.printed(6, 9) == "(一)"
    start, end = passage.span(6, 9)
    assert source[start:end] == "(一)"
