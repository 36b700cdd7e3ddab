"""Each signal, alone: when it speaks, when it keeps silent, and that it only speaks."""

from __future__ import annotations

import ast
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nuanxin.rights.cases.leads.declared import SIGNALS, leads_in
from nuanxin.rights.cases.leads.facts import Contact, Facts, Line, Site, Span, Teller, span_of
from tests.architecture.house import SOURCE, shown, source_files

HERE, THERE = Site(1, 1, "甲小区"), Site(2, 2, "乙大厦")
AUTUMN = span_of("2023-09", "2023-11")


def line(worker: int, clue: str = "A", site: Site = HERE, span: Span | None = AUTUMN, **said: object) -> Line:
    return Line(**{"claim": worker, "clue": clue, "worker": worker, "name": f"工{worker}", "phone": "", "site": site, "span": span, **said})  # type: ignore[arg-type]  # fmt: skip


def keys(facts: Facts) -> list[str]:
    return [lead.key for lead in leads_in(facts)]


@pytest.mark.parametrize(
    ("owed_from", "owed_to", "expected"),
    [
        ("2023-09", "2023-11", (date(2023, 9, 1), date(2023, 11, 30))),
        ("2023-09-05", "2023-09-20", (date(2023, 9, 5), date(2023, 9, 20))),
        ("", "2023-02", (date(2023, 2, 1), date(2023, 2, 28))),
        ("2023-11", "2023-09", None),
        ("去年", "", None),
        ("", "", None),
    ],
)
def test_spans(owed_from: str, owed_to: str, expected: tuple[date, date] | None) -> None:
    span = span_of(owed_from, owed_to)
    assert (span and (span.first, span.last)) == expected


def test_several_sites_names_people_or_rosters() -> None:
    one = Facts("A", own=(line(1),), elsewhere=(line(1, "B", THERE),))
    (lead,) = leads_in(one)
    assert lead.key == "several_sites"
    assert [(row.clue, row.worker) for row in lead.rows] == [("B", 1)]
    assert lead.rows[0].inside == "乙大厦2023年9月至2023年11月"
    crew = Facts("A", own=tuple(line(n) for n in range(4)), elsewhere=tuple(line(n, "B", THERE) for n in range(4)))
    (lead,) = leads_in(crew)
    assert len(lead.rows) == 1
    assert "名册有4人相同" in lead.rows[0].text


@pytest.mark.parametrize(
    "other",
    [
        line(1, "B", HERE),
        line(1, "B", THERE, span_of("2023-12", "2024-01")),
        line(1, "B", THERE, None),
        line(1, "B", Site(None, None, "不知道")),
        line(2, "B", THERE),
    ],
)
def test_several_sites_is_silent_in_doubt(other: Line) -> None:
    assert keys(Facts("A", own=(line(1),), elsewhere=(other,))) == []


def test_not_on_roster() -> None:
    zero = line(1, claimed_fen=100, verified_fen=0, basis="考勤表")
    assert keys(Facts("A", own=(zero,))) == []  # no books were taken: nothing is known
    assert keys(Facts("A", own=(zero,), books_seen=True)) == ["not_on_roster"]
    roster = tuple(line(n, "B") for n in range(10, 15))
    (lead,) = leads_in(Facts("A", own=(line(1),), same_site=roster))
    assert lead.rows[0].clue == "B"
    assert "（5人）中没有本条的1人（工*）" in lead.rows[0].text
    assert keys(Facts("A", own=(line(12),), same_site=roster)) == []
    assert keys(Facts("A", own=(line(1),), same_site=roster[:4])) == []  # four lines are no roster
    later = tuple(line(n, "B", HERE, span_of("2024-01", "2024-02")) for n in range(10, 15))
    assert keys(Facts("A", own=(line(1),), same_site=later)) == []


def test_own_company() -> None:
    boss = Contact("法定代表人（负责人）", "新乡甲建筑有限公司", "张三", "p9")
    assert keys(Facts("A", tellers=(Teller("张 三", ""),), contacts=(boss,))) == ["own_company"]
    (lead,) = leads_in(Facts("A", own=(line(1, phone="p9"),), contacts=(boss,)))
    assert "电话相同" in lead.rows[0].text
    assert keys(Facts("A", tellers=(Teller("李四", "p1"),), contacts=(boss, Contact("x", "y", "", "")))) == []


def test_same_amount() -> None:
    five = tuple(line(n, claimed_fen=1_200_000) for n in range(5))
    (lead,) = leads_in(Facts("A", own=five))
    assert "全部5人主张的金额都是12,000.00元" in lead.rows[0].text
    assert keys(Facts("A", own=five[:4])) == []
    assert keys(Facts("A", own=(*five, line(9, claimed_fen=1)))) == []
    assert keys(Facts("A", own=(*five, line(9)))) == []


def test_same_phone() -> None:
    own = (line(1, phone="p"), line(2, phone="p"))
    assert keys(Facts("A", own=own)) == []
    (lead,) = leads_in(Facts("A", own=own, elsewhere=(line(3, "B", phone="p"),)))
    assert lead.key == "same_phone"
    assert [row.clue for row in lead.rows] == ["A", "B"]
    assert lead.rows[0].text == "3人留的是同一个电话，本条有2人（工*、工*）"
    assert (lead.rows[1].text, lead.rows[1].inside) == ("其中1人在这条线索中", "工*")


SPANS = st.sampled_from([None, AUTUMN, span_of("2023-11-15", "2023-12-05"), span_of("2024-01", "")])
SITES = st.sampled_from([HERE, THERE, Site(None, 2, "乙"), Site(1, None, "甲"), Site()])
LINES = st.builds(
    line, st.integers(1, 4), st.sampled_from("BC"), SITES, SPANS, claimed_fen=st.sampled_from([None, 0, 5])
)


@given(st.lists(LINES, max_size=8), st.lists(LINES, max_size=8))
def test_several_sites_equals_its_obvious_twin(own: list[Line], elsewhere: list[Line]) -> None:
    """Which (clue, person) pairs stand on two sites on one day, day by day."""

    def days(one: Line) -> set[int]:
        return set(range(one.span.first.toordinal(), one.span.last.toordinal() + 1)) if one.span else set()

    def apart(a: Site, b: Site) -> bool:
        if a.project is not None and b.project is not None:
            return a.project != b.project
        return a.employer is not None and b.employer is not None and a.employer != b.employer

    expected = {
        (b.clue, b.worker)
        for a, b in product(own, elsewhere)
        if a.worker == b.worker and apart(a.site, b.site) and days(a) & days(b)
    }
    facts = Facts("A", own=tuple(own), elsewhere=tuple(elsewhere))
    rows = next((lead.rows for lead in leads_in(facts) if lead.key == "several_sites"), ())
    alone = {(row.clue, row.worker) for row in rows if row.worker is not None}
    rosters = {row.clue for row in rows if row.worker is None}
    assert {clue for clue, _ in expected} == rosters | {clue for clue, _ in alone}
    assert alone == {(clue, worker) for clue, worker in expected if clue not in rosters}
    for clue in rosters:
        assert sum(1 for found, _ in expected if found == clue) >= 3


def test_every_signal_says_how_it_may_be_harmless() -> None:
    assert len({one.key for one in SIGNALS}) == len(SIGNALS) == 5
    assert all(one.harmless and one.says for one in SIGNALS)


READERS = {"web/officer/clues/leads.py", "web/officer/clues/page.py", "web/officer/people/pages.py"}


def imported(source: str) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            names |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return names


def test_no_act_and_no_decision_reads_them() -> None:
    """Only pages that show them know them: no acceptance, routing, filing, money, report or round can ask."""
    room = "nuanxin.rights.cases.leads"
    texts = {shown(path): path.read_text() for path in source_files()}
    known = {name: imported(text) for name, text in texts.items() if "leads" in text}
    readers = {
        path
        for path, names in known.items()
        if any(name == room or name.startswith(f"{room}.") for name in names)
        and not path.startswith("rights/cases/leads/")
    }
    assert readers == READERS
    users = {path for path, names in known.items() if "nuanxin.web.officer.clues.leads" in names}
    assert users - READERS == set()
    asked = {path for path, text in texts.items() if "LEAD_VIEW" in text}
    assert asked == {"foundation/organisations/duties.py", "rights/cases/leads/reading.py"}


def test_they_write_nothing_but_the_look() -> None:
    """No row of the ledger is made or changed by reading signals: the room has no statement that writes."""
    writing = {"save", "create", "update", "bulk_create", "bulk_update", "delete", "get_or_create", "update_or_create"}
    called = {
        node.func.attr
        for path in (SOURCE / "rights/cases/leads").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert called & writing == set()
