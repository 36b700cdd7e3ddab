"""The declared table of signals. Each is pure: facts in, rows out; no rows, no signal. The figures are the house's own, no legal ones.

None of them proves anything: every entry says how it may be harmless, and no act asks this table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.masking import mask_name
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.text import name_key
from nuanxin.rights.cases.leads.facts import Facts, Lead, Line, Row, Span

SHARED_ROSTER = 3  # workers in common from which two rosters are named together
LEAST_ROSTER = 5  # lines from which the list of another clue is a roster of the site
SAME_AMOUNT = 5  # workers with one and the same sum
SAME_PHONE = 3  # workers with one and the same telephone
_NAMED = 5  # names written out in a row


@dataclass(frozen=True)
class Signal:
    """An entry of the table."""

    key: str
    name: str
    says: str
    harmless: str
    find: Callable[[Facts], list[Row]]


def several_sites(facts: Facts) -> list[Row]:
    """The same person claims wages of the same days at another site: one row a clue, or one a person where few are shared."""
    found: dict[str, dict[int, tuple[Line, Line]]] = defaultdict(dict)
    for own in facts.own:
        for other in facts.elsewhere:
            if other.worker == own.worker and own.span and other.span and own.span.meets(other.span):
                if own.site.is_other(other.site):
                    found[other.clue].setdefault(own.worker, (own, other))
    rows = []
    for clue, shared in sorted(found.items()):
        pairs = list(shared.values())
        where = pairs[0][1].site.name
        if len(pairs) >= SHARED_ROSTER:
            text = f"名册有{len(pairs)}人相同（{_names(own for own, _ in pairs)}），时段重叠"
            rows.append(Row(text, clue, inside=where))
            continue
        rows += [
            Row(f"{mask_name(own.name)}：本条{_days(own.span)}", clue, own.worker, f"{where}{_days(other.span)}")
            for own, other in pairs
        ]
    return rows


def not_on_roster(facts: Facts) -> list[Row]:
    """Books were taken and nothing was verified for him, or a roster of the same site and months does not name him."""
    rows = [
        Row(f"{mask_name(one.name)}：调取台账考勤后核实为0元（{one.basis}）", one.clue, one.worker)
        for one in facts.own
        if facts.books_seen and one.verified_fen == 0 and (one.claimed_fen or 0) > 0
    ]
    for clue, roster in sorted(_rosters(facts.same_site).items()):
        there = {line.worker for line in roster}
        missing = [
            own
            for own in facts.own
            if own.worker not in there and own.span and any(own.span.meets(line.span) for line in roster if line.span)
        ]
        if missing:
            text = (
                f"同一工地同一时段的名册（{len(roster)}人）中没有本条的{len({one.worker for one in missing})}人"
                f"（{_names(missing)}）"
            )
            rows.append(Row(text, clue))
    return rows


def own_company(facts: Facts) -> list[Row]:
    """A reporter or claimant has the name or the telephone of a company's representative or contact."""
    people: list[tuple[str, str, str, int | None]] = [("反映人", one.name, one.phone, None) for one in facts.tellers]
    people += [("主张人", one.name, one.phone, one.worker) for one in facts.own]
    rows: dict[tuple[str, str], Row] = {}
    for part, name, phone, worker in people:
        for contact in facts.contacts:
            same_name = bool(name and contact.name) and name_key(name) == name_key(contact.name)
            same_phone = bool(phone) and phone == contact.phone
            if same_name or same_phone:
                how = "姓名、电话都相同" if same_name and same_phone else "姓名相同" if same_name else "电话相同"
                text = f"{part}{mask_name(name)}与{contact.company}的{contact.part}{how}"
                rows.setdefault((name, text), Row(text, facts.clue, worker))
    return list(rows.values())


def same_amount(facts: Facts) -> list[Row]:
    """The whole group claims one and the same sum."""
    sums = {line.claimed_fen for line in facts.own if line.claimed_fen}
    workers = {line.worker for line in facts.own}
    if len(workers) < SAME_AMOUNT or len(sums) != 1 or any(not line.claimed_fen for line in facts.own):
        return []
    return [Row(f"全部{len(workers)}人主张的金额都是{yuan(sums.pop())}元", facts.clue)]


def same_phone(facts: Facts) -> list[Row]:
    """One telephone stands beside many names."""
    lines: dict[str, dict[int, Line]] = defaultdict(dict)
    for line in (*facts.own, *facts.elsewhere):
        if line.phone:
            lines[line.phone].setdefault(line.worker, line)
    own = {line.phone for line in facts.own}
    rows = []
    for phone, people in lines.items():
        if phone in own and len(people) >= SAME_PHONE:
            here = [line for line in people.values() if line.clue == facts.clue]
            rows.append(Row(f"{len(people)}人留的是同一个电话，本条有{len(here)}人（{_names(here)}）", facts.clue))
            for clue in sorted({line.clue for line in people.values()} - {facts.clue}):
                there = [line for line in people.values() if line.clue == clue]
                rows.append(Row(f"其中{len(there)}人在这条线索中", clue, inside=_names(there)))
    return rows


SIGNALS: tuple[Signal, ...] = (
    Signal(
        "several_sites",
        "同一时段在几个工地",
        "同一人（名册）在同一时段还在别的工地主张工资",
        "按月填写的时段，可能只是月中换了工地；也可能两处都做过工",
        several_sites,
    ),
    Signal(
        "not_on_roster",
        "名册、考勤中没有",
        "主张的时段在已有的名册、考勤中没有记录",
        "名册可能不全；没有考勤是用人单位的责任，不能因此不支付",
        not_on_roster,
    ),
    Signal(
        "own_company",
        "可能与单位有关系",
        "反映人或主张人与单位的负责人、联系人同名或者同电话",
        "可能只是同名；班组长、劳资专管员自己也会被拖欠工资",
        own_company,
    ),
    Signal(
        "same_amount", "金额完全相同", "整批主张的金额一分不差", "同工同酬、包月包工时金额本来就会相同", same_amount
    ),
    Signal(
        "same_phone",
        "多人同一电话",
        "几名主张人留的是同一个电话",
        "班组长代填、家人同住、没有手机的工友常用一个号码",
        same_phone,
    ),
)


def leads_in(facts: Facts) -> tuple[Lead, ...]:
    """Every signal that has rows, in the order of the table. Pure."""
    found = ((signal, tuple(signal.find(facts))) for signal in SIGNALS)
    return tuple(Lead(one.key, one.name, one.says, one.harmless, rows) for one, rows in found if rows)


def _rosters(lines: Iterable[Line]) -> dict[str, list[Line]]:
    """Clues with enough lines to be a roster."""
    by_clue: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_clue[line.clue].append(line)
    return {clue: rows for clue, rows in by_clue.items() if len({row.worker for row in rows}) >= LEAST_ROSTER}


def _names(lines: Iterable[Line]) -> str:
    names = list({line.worker: mask_name(line.name) for line in lines}.values())
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def _days(span: Span | None) -> str:
    if span is None:
        return ""
    if span.by_month:
        first, last = span.first, span.last
        months = [f"{day.year}年{day.month}月" for day in (first, last)]
        return "至".join(dict.fromkeys(months))
    return "至".join(dict.fromkeys((chinese_day(span.first), chinese_day(span.last))))
