"""Days and months as workbooks and people write them."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import to_excel

from nuanxin.foundation.common.days import chinese_day, parse_day, parse_month
from nuanxin.foundation.common.periods import Month


@pytest.mark.parametrize(
    "written",
    [
        "2024-01-03",
        "2024-1-3",
        "2024/1/3",
        "2024.1.3",
        "2024年1月3日",
        "2024年01月03号",
        "２０２４年１月３日",
        "２０２４－０１－０３",
        " 2024 年 1 月 3 日 ",
        "2024-01-03 00:00:00",
        "2024-01-03T08:30",
        date(2024, 1, 3),
        datetime(2024, 1, 3, 23, 59),
        45294,
        45294.75,
    ],
)
def test_every_usual_way_of_writing_is_read(written: date | float | str) -> None:
    assert parse_day(written) == date(2024, 1, 3)


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("2023-02-29", "没有这一天"),
        ("1月3日", "不是日期"),
        ("3/1/2024", "不是日期"),
        ("2024-1/3", "不是日期"),
        ("20240103", "不是日期"),
        ("", "为空"),
        (0, "不是表格中的日期"),
        (20240103, "不是表格中的日期"),
        (60, "并不存在"),
        (float("nan"), "不是表格中的日期"),
        (True, "为空"),
    ],
)
def test_other_things_are_refused_with_the_reason(written: float | str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        parse_day(written)


@given(st.dates(date(1901, 1, 1), date(2200, 12, 31)))
def test_serial_numbers_agree_with_openpyxl_and_text_comes_back(day: date) -> None:
    assert parse_day(to_excel(day)) == day
    assert parse_day(chinese_day(day)) == day
    assert parse_day(day.isoformat()) == day


def test_serials_before_the_day_that_never_was() -> None:
    assert parse_day(1) == date(1900, 1, 1)
    assert parse_day(59) == date(1900, 2, 28)
    assert parse_day(61) == date(1900, 3, 1)


@pytest.mark.parametrize("written", ["2024-01", "2024/1", "2024.1", "2024年1月", "2024年1月份", "2024-01-31"])
def test_months_are_read(written: str) -> None:
    assert parse_month(written) == Month(2024, 1)


def test_months_from_days_and_refusals() -> None:
    assert parse_month(datetime(2024, 2, 29, 1)) == Month(2024, 2)
    for wrong in ("2024-13", "一月", ""):
        with pytest.raises(ValueError, match="月份"):
            parse_month(wrong)
    with pytest.raises(ValueError, match="不是文本"):
        parse_month(2024.1)  # type: ignore[arg-type]


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-600, 600))
def test_months_are_ordered_and_shift(year: int, number: int, by: int) -> None:
    month = Month(year, number)
    later = month.shifted(by)
    assert (later > month) == (by > 0)
    assert later.shifted(-by) == month
    assert month.last_day + timedelta(days=1) == month.shifted(1).first_day
    assert Month.parse(str(month)) == Month.parse(month.chinese) == month
    assert month.days()[0] == month.first_day
    assert month.days()[-1] == month.last_day
