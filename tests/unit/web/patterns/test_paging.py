"""Filtering, sorting, sums and paging of a list equal an obvious twin in plain Python, on random rows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import QueryDict
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.web.patterns.listing.paging import BadCursor, page_of, sort_fields
from nuanxin.web.patterns.listing.query import read_query, totals
from tests.sample_pages import LISTING
from tests.sample_rows import Firm, Matter

DAYS = st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2024, 1, 6)))
ROW = st.fixed_dictionaries(
    {
        "number": st.sampled_from(["A1", "A2", "B1", "=1+1", "乙"]),
        "worker": st.sampled_from(["张三", "李四", "ZHANG"]),
        "firm": st.sampled_from([None, 0, 1]),
        "region": st.sampled_from(["410721", "410724", "410800"]),
        "state": st.sampled_from(["new", "open", "closed"]),
        "amount": st.integers(0, 500),
        "workers": st.one_of(st.none(), st.integers(0, 3)),
        "due_on": DAYS,
        "urgent": st.booleans(),
        "hours": st.integers(0, 24 * 6),
    }
)
PARAMS = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["A", "三", "乙", "%"]),
        "state": st.sampled_from(["new", "closed"]),
        "region": st.sampled_from(["410700", "410721"]),
        "urgent": st.just("1"),
        "due_from": st.sampled_from(["2024/1/2", "2024年1月3日"]),
        "due_to": st.sampled_from(["2024-01-04"]),
        "received_from": st.just("2024-01-02"),
        "received_to": st.just("2024-01-03"),
        "amount_from": st.sampled_from(["1", "2.5"]),
        "amount_to": st.just("4"),
        "sort": st.sampled_from([s + k for s in ("", "-") for k in ("number", "light", "firm", "workers", "amount")]),
    },
)
MIDNIGHT = datetime(2024, 1, 1, tzinfo=BEIJING)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample")]
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def query_of(params: dict[str, str], rows: Any = None) -> Any:
    request = RequestFactory().get("/sample/", params)
    request.user = AnonymousUser()
    found = Matter.objects.select_related("firm") if rows is None else rows
    return read_query(LISTING, found, request, LISTING.chosen([]))


def twin_filter(row: Matter, p: dict[str, str]) -> bool:
    texts = [row.number, row.worker, row.firm.name if row.firm else ""]
    day = row.received_at.astimezone(BEIJING).date()
    due_low = {"2024/1/2": date(2024, 1, 2), "2024年1月3日": date(2024, 1, 3)}.get(p.get("due_from", ""))
    return all(
        [
            "q" not in p or any(p["q"].lower() in text.lower() for text in texts),
            "state" not in p or row.state == p["state"],
            "region" not in p or row.region.startswith(p["region"].removesuffix("00")),
            "urgent" not in p or row.urgent,
            due_low is None or (row.due_on is not None and row.due_on >= due_low),
            "due_to" not in p or (row.due_on is not None and row.due_on <= date(2024, 1, 4)),
            "received_from" not in p or day >= date(2024, 1, 2),
            "received_to" not in p or day <= date(2024, 1, 3),
            "amount_from" not in p or row.amount >= round(float(p["amount_from"]) * 100),
            "amount_to" not in p or row.amount <= 400,
        ]
    )


def twin_sort(rows: list[Matter], sort: str) -> list[Matter]:
    key = {"light": "due_on", "": "due_on"}.get(sort.lstrip("-"), sort.lstrip("-"))

    def value(row: Matter) -> Any:
        return (row.firm.name if row.firm else None) if key == "firm" else getattr(row, key)

    falling = sort.startswith("-")
    ordered = sorted(rows, key=lambda row: row.pk, reverse=falling)
    given_rows = sorted((r for r in ordered if value(r) is not None), key=value, reverse=falling)
    if falling:  # sorted() keeps equal rows in their order also when reversed
        given_rows = sorted((r for r in ordered if value(r) is not None), key=value, reverse=True)
    return given_rows + [r for r in ordered if value(r) is None]


@SLOW
@given(rows=st.lists(ROW, max_size=14), params=PARAMS, size=st.integers(1, 5))
def test_list_equals_its_twin(rows: list[dict[str, Any]], params: dict[str, str], size: int) -> None:
    with transaction.atomic():
        firms = [Firm.objects.create(name=name) for name in ("A firm", "乙公司")]
        for row in rows:
            values = {k: v for k, v in row.items() if k not in ("firm", "hours")}
            firm = None if row["firm"] is None else firms[row["firm"]]
            Matter.objects.create(firm=firm, received_at=MIDNIGHT + timedelta(hours=row["hours"]), **values)
        kept = [row for row in Matter.objects.select_related("firm") if twin_filter(row, params)]
        expected = [row.pk for row in twin_sort(kept, params.get("sort", ""))]
        query = query_of(params)
        assert query.complaints == []
        assert walk(query, size) == expected
        assert walk(query, size, many=True) == expected
        assert walk_back(query, size) == expected
        for number in range(1, len(expected) // size + 2):
            assert by_number(query, size, number) == expected[(number - 1) * size : number * size]
        told = totals(query, fully=False)
        assert (told.rows, told.exact) == (len(expected), True)
        assert told.sums == totals(query, fully=True).sums
        assert told.sums == {
            "workers": sum(row.workers or 0 for row in kept),
            "amount": sum(row.amount for row in kept),
        }
        assert (told.keys is not None) == ("q" in params and connection.vendor == "sqlite")
        assert walk(query, size, among=told.keys) == expected
        transaction.set_rollback(True)


def walk(query: Any, size: int, *, many: bool = False, among: list[int] | None = None) -> list[int]:
    """Every row, page by page to the end; the pages count themselves."""
    seen: list[int] = []
    after, number = "", 1
    while True:
        page = page_of(query.rows, query.fields, size=size, salt="t", after=after, many=many, among=among)
        seen += [row.pk for row in page.rows]
        assert page.number == number
        if not page.next:
            return seen
        assert len(page.rows) == size
        after, number = page.next, number + 1


def walk_back(query: Any, size: int) -> list[int]:
    """To the last page, then back to the first: every row of the pages passed on the way back, in order."""
    page = page_of(query.rows, query.fields, size=size, salt="t")
    while page.next:
        page = page_of(query.rows, query.fields, size=size, salt="t", after=page.next)
    seen = [row.pk for row in page.rows]
    while page.previous:
        number = page.number
        page = page_of(query.rows, query.fields, size=size, salt="t", before=page.previous)
        assert page.number == number - 1
        pks = [row.pk for row in page.rows]
        seen = pks + [pk for pk in seen if pk not in pks]
    assert page.number == 1
    return seen


def by_number(query: Any, size: int, number: int) -> list[int]:
    """The rows of a page asked for by its number; nothing where there is no such page."""
    try:
        page = page_of(query.rows, query.fields, size=size, salt="t", number=number)
    except BadCursor:
        return []
    assert page.number == number
    return [row.pk for row in page.rows]


def test_next_page_skips_nothing_when_the_last_row_seen_moves() -> None:
    for number in range(6):
        Matter.objects.create(number=f"N{number}", worker="张", region="410721", state="new", received_at=MIDNIGHT, due_on=date(2024, 1, 1 + number))  # fmt: skip
    query = query_of({})
    first = page_of(query.rows, query.fields, size=3, salt="t")
    Matter.objects.filter(number="N2").update(due_on=date(2024, 2, 1))
    second = page_of(query.rows, query.fields, size=3, salt="t", after=first.next)
    assert [row.number for row in second.rows] == ["N3", "N4", "N5"]


def test_marker_of_another_order_or_made_up_is_refused() -> None:
    for number in range(3):
        Matter.objects.create(number=f"N{number}", worker="张", region="410721", state="new", received_at=MIDNIGHT)
    query = query_of({})
    page = page_of(query.rows, query.fields, size=1, salt="t")
    other = sort_fields(query.rows, ("-amount",))
    for fields, marker, salt in ((other, page.next, "t"), (query.fields, page.next, "u"), (query.fields, "x:y", "t")):
        with pytest.raises(BadCursor):
            page_of(query.rows, fields, size=1, salt=salt, after=marker)


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"state": "gone"}, "没有“gone”这一选项"),
        ({"region": "110000"}, "没有“110000”这一选项"),
        ({"due_from": "2024-02-30"}, "没有这一天"),
        ({"due_from": "昨天"}, "不是日期"),
        ({"due_from": "2024-01-05", "due_to": "2024-01-04"}, "起始值大于截止值"),
        ({"amount_from": "3万"}, "换算成元"),
        ({"amount_from": "9" * 30}, "超过"),
        ({"urgent": "yes"}, "不认识“yes”"),
        ({"q": "a\x00b"}, "不可见字符"),
        ({"q": "x" * 300}, "超过200字"),
        ({"sort": "identity"}, "不能按“identity”排序"),
        ({"sort": "pk;drop"}, "不能按"),
        ({"size": "1000000"}, "每页不能显示"),
        ({"is_staff": "1"}, "不认识的条件“is_staff”"),
    ],
)
def test_bad_values_are_said_and_change_nothing(params: dict[str, str], words: str) -> None:
    Matter.objects.create(number="N1", worker="张", region="410721", state="new", received_at=MIDNIGHT)
    query = query_of(params)
    assert words in "".join(query.complaints)
    assert query.rows.count() == 1


def test_beyond_ten_thousand_rows_the_count_is_not_exact_until_asked() -> None:
    Matter.objects.bulk_create(
        Matter(number=f"N{n}", worker="张", region="410721", state="new", received_at=MIDNIGHT) for n in range(10_001)
    )
    query = query_of({})
    told = totals(query, fully=False)
    assert (told.rows, told.exact, told.sums) == (10_000, False, {})
    told = totals(query, fully=True)
    assert (told.rows, told.exact, told.sums["amount"]) == (10_001, True, 0)
    searched = totals(query_of({"q": "张"}), fully=False)
    assert (searched.rows, searched.exact, searched.keys) == (10_000, False, None)


def test_address_keeps_conditions_and_drops_page_markers() -> None:
    query = query_of({"q": "张 三&x", "sort": "-amount", "after": "zzz", "size": "50", "due_from": "2024-1-2"})
    kept = QueryDict(query.address())
    assert kept.dict() == {"q": "张 三&x", "sort": "-amount", "size": "50", "due_from": "2024-1-2"}
