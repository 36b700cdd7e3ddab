"""Stages with their time, lines that a label opens, figures that a report has to carry: forms of words seen in plans."""

from __future__ import annotations

from typing import Any

from nuanxin.command.notices.reading import read_text

HEAD = "关于开展暖冬行动的通知\n\n各县人力资源社会保障局：\n\n决定从即日起至2025年1月28日开展暖冬行动。现通知如下。\n\n一、工作步骤\n"
TAIL = "\n\n市人力资源和社会保障局\n2024年11月22日\n"


def _read(body: str) -> dict[str, Any]:
    return read_text(HEAD + body + TAIL)


def test_from_this_day_on_begins_with_the_signature() -> None:
    period = _read("（一）各县要建立台账。")["period"]
    assert (period["start"], period["end"]) == ("2024-11-22", "2025-01-28")


def test_a_stage_is_no_work_but_gives_its_time_to_the_work_behind_it() -> None:
    body = "（一）自查自纠的全面动员部署阶段（2024年11月25日至12月10日）。各县要建立项目清单。企业于12月5日前上报自查情况。"
    tasks = _read(body)["tasks"]
    assert [(task["text"], task["due"]) for task in tasks] == [
        ("各县要建立项目清单。", "2024-12-10"),
        ("企业于12月5日前上报自查情况。", "2024-12-05"),
    ]


def test_lines_with_labels_belong_to_the_work_above_and_not_to_one_another() -> None:
    [task] = _read(
        "（一）优化服务。开设维权专窗\n责任单位：省人力资源社会保障厅、省政务服务局\n完成时限：2024年12月底"
    )["tasks"]
    assert task["units"] == ["省人力资源社会保障厅", "省政务服务局"]
    assert task["due"] == "2024-12-31"


def test_a_day_is_no_part_of_a_name() -> None:
    reading = _read("（一）各县要制定方案，方案请于12月3日前报省厅农民工工作处备案。")
    assert reading["tasks"][0]["units"] == ["各县"]


def test_figures_that_a_report_has_to_carry_are_indicators() -> None:
    reading = _read("（一）报送总结，需包含举办活动场次、发放资料份数、服务农民工人次等数据。")
    assert [(one["name"], one["unit"]) for one in reading["indicators"]] == [
        ("举办活动场次", "场次"), ("发放资料份数", None), ("服务农民工人次", "人次"),
    ]  # fmt: skip


def test_ways_of_contact_give_persons_and_no_work() -> None:
    reading = _read(
        "（一）各县要建立台账。\n（二）联系方式：省人力资源社会保障厅 李四 028-86120000；省总工会 王五 028-86130000。"
    )
    assert [(one["name"], one["phone"]) for one in reading["contacts"]] == [("李四", "028-86120000"), ("王五", "028-86130000")]  # fmt: skip
    assert len(reading["tasks"]) == 1
