"""What a clerk is asked to look at again: said once for each kind, with its place, and no value invented."""

from __future__ import annotations

from typing import Any

from nuanxin.command.notices.reading import read_text

WHOLE = """关于开展专项检查的通知

各县人力资源社会保障局：

决定于{period}开展专项检查。现通知如下：

一、工作任务
（一）{work}

市人力资源和社会保障局
{signed}
"""
WORK = "各县人力资源社会保障局要于2024年11月20日前向市人力资源和社会保障局报送方案。"


def doubts(
    work: str = WORK, *, period: str = "2024年11月1日至12月10日", signed: str = "2024年10月22日"
) -> list[tuple[str, str]]:
    text = WHOLE.format(work=work, period=period, signed=signed)
    found: list[dict[str, Any]] = read_text(text)["doubts"]
    assert all(one["span"] is None or 0 <= one["span"][0] < one["span"][1] <= len(text) for one in found)
    return [(one["field"], one["why"]) for one in found]


def test_a_plain_notice_has_none() -> None:
    assert doubts() == []


def test_a_year_that_the_text_does_not_say() -> None:
    work = WORK.replace("2024年", "")
    assert doubts(work) == [("deadlines", "“于11月20日前”没有写年份，按本通知的年份2024年理解")]
    ahead = work.replace("11月", "1月")
    assert doubts(ahead) == [("deadlines", "“于1月20日前”没有写年份，按发文之后的2025年理解")]
    assert ("deadlines", "“于11月20日前”：文中没有写明年份") in doubts(work, period="近期", signed="")


def test_days_counted_from_nowhere_are_no_deadline_and_are_said() -> None:
    [(field, why)] = doubts("各县人力资源社会保障局要在15日内完成整改。")
    assert (field, why) == ("deadlines", "“15日内”：没有写从什么时候算起，没有列为期限")
    assert doubts("对近3年内有欠薪记录的企业，各县人力资源社会保障局要重点检查。") == []


def test_who_and_to_whom() -> None:
    assert doubts("于2024年11月20日前报送方案。") == [
        ("deadlines", "“于2024年11月20日前”：没有读出由谁完成"),
        ("deadlines", "“于2024年11月20日前”：没有读出报给谁"),
    ]


def test_two_times_for_one_campaign() -> None:
    work = WORK + "\n\n二、活动时间\n2024年11月5日至12月20日。"
    [(field, why)] = doubts(work)
    assert field == "period"
    assert "“2024年11月1日至12月10日”" in why and "“2024年11月5日至12月20日”" in why


def test_a_time_without_days() -> None:
    assert ("period", "起止时间“春节前后”没有写明确的日期") in doubts(
        WORK.replace("（一）", "") + "\n\n二、活动时间\n春节前后。", period="近期"
    )


TABLE = "2024年10月22日\n\n附件\n\n{title}\n\n类别\t人数\t金额（万元）\n{rows}"


def test_a_figure_without_its_unit_and_rows_that_do_not_fit() -> None:
    plain = doubts(signed=TABLE.format(title="情况表", rows="建筑业\t\t\n合计\t\t"))
    assert plain == [("forms", "报表“情况表”的“人数”没有写单位")]
    uneven = doubts(signed=TABLE.format(title="情况表", rows="建筑业\t\t\t\n合计\t\t"))
    assert ("forms", "有一张表各行的列数不一样，可能没有读全") in uneven


def test_a_table_that_is_neither_form_nor_work_is_said() -> None:
    found = doubts(signed=TABLE.format(title="名单", rows="张某\t3\t4\n李某\t5\t6"))
    assert found == [("forms", "有一张3行的表，既不是空白报表，也不是任务分工表，没有读出内容")]


def test_a_text_cut_off() -> None:
    fields = [
        one["field"]
        for one in read_text("件，并于12月20日前报送。对逾期不报的，予以通报。二、各县要抓好落实，确保")["doubts"]
    ]
    assert {"title", "truncated", "issuer", "issued_on"} <= set(fields)
