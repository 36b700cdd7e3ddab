"""The test of acceptance: within two years, an identified employer, own power and place (若干规定 第十八条). Pure, but for the reader of rows.

It advises and never rejects: arrears are usually a continuing state, and the two years run from its end (监察条例 第二十条).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.deadlines import due
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration.admission import first_day

RULE = "关于实施《劳动保障监察条例》若干规定第十八条"


class Elsewhere(StrEnum):
    """Where the matter already is, if anywhere (监察条例 第二十一条)."""

    NOWHERE = ""
    MEDIATION = "mediation"
    ARBITRATION = "arbitration"
    SUIT = "suit"


class Outcome(StrEnum):
    ACCEPT = "accept"
    SUPPLEMENT = "supplement"  # the employer is not identified: say once what is missing
    OTHER_OFFICE = "other_office"  # not our power or place: send it there and tell the reporter
    OTHER_ROUTE = "other_route"  # already in arbitration or court: tell the reporter to go on there
    JUDGE = "judge"  # more than two years on its face: an officer has to look at when the conduct ended


@dataclass(frozen=True)
class Test:
    """One condition: passed, failed or None = must be judged by a person; why, in plain words; the article."""

    name: str
    passed: bool | None
    why: str
    cites: str


@dataclass(frozen=True)
class AcceptanceFacts:
    """What the test looks at. ended_on: when the arrears ended, None while they go on or nothing is known."""

    kind: ClueKind
    received_on: date
    last_month: date | None  # last day of the last month said to be unpaid
    ended_on: date | None
    employer_known: bool
    in_remit: bool = True
    in_place: bool = True
    elsewhere: Elsewhere = Elsewhere.NOWHERE


@dataclass(frozen=True)
class Advice:
    outcome: Outcome
    tests: tuple[Test, ...]
    next_step: str


def examine(facts: AcceptanceFacts, *, law: Law, calendar: WorkingCalendar) -> Advice:
    """What the law says to do with this claim, test by test. Never a rejection by itself."""
    tests = (
        _in_time(facts, law, calendar),
        _employer(facts),
        Test("属于本机关职权和辖区", facts.in_remit and facts.in_place, _place_why(facts), f"{RULE}；监察条例第十三条"),
        _not_elsewhere(facts),
    )
    in_time, employer, ours, free = (one.passed for one in tests)
    if not free:
        return Advice(Outcome.OTHER_ROUTE, tests, "告知投诉人按调解、仲裁或者诉讼程序办理")
    if not ours:
        return Advice(Outcome.OTHER_OFFICE, tests, "转送有权处理的机关，并告知反映人")
    if not employer:
        return Advice(Outcome.SUPPLEMENT, tests, "一次性告知需要补正的内容")
    if in_time is None:
        return Advice(Outcome.JUDGE, tests, "请核实欠薪行为何时终了；持续未付的，应当受理")
    return Advice(Outcome.ACCEPT, tests, "受理，受理之日即为立案之日")


def acceptance_facts(
    clue: Clue, *, ended_on: date | None = None, elsewhere: Elsewhere = Elsewhere.NOWHERE
) -> AcceptanceFacts:
    """The facts as the clue states them; what only a person can know is passed in."""
    employer = clue.employer_id or (clue.project.employer_id if clue.project else None)
    return AcceptanceFacts(
        kind=ClueKind(clue.kind),
        received_on=clue.received_on,
        last_month=_last_day(clue.owed_to or clue.owed_from),
        ended_on=ended_on,
        employer_known=employer is not None,
        elsewhere=elsewhere,
    )


def limitation_ends(conduct_ended_on: date, *, law: Law, calendar: WorkingCalendar) -> date:
    """The last day on which the conduct may still be reported: two years from its end."""
    last = due("insp.limitation", start=conduct_ended_on, law=law, calendar=calendar).last_day
    assert last is not None
    return last


def _in_time(facts: AcceptanceFacts, law: Law, calendar: WorkingCalendar) -> Test:
    cites = "监察条例第二十条；行政处罚法第三十六条"
    start = facts.ended_on or facts.last_month
    if start is None or facts.received_on <= limitation_ends(start, law=law, calendar=calendar):
        return Test("二年内", True, "没有超过二年，或者欠薪仍在持续", cites)
    if facts.ended_on:
        return Test("二年内", None, f"行为终了之日{facts.ended_on}距收到之日已超过二年，须由承办人核实后决定", cites)
    return Test(
        "二年内", None, "最后欠薪月距今超过二年，但拖欠工资通常为继续状态，须核实行为何时终了，不得仅据此不受理", cites
    )


def _employer(facts: AcceptanceFacts) -> Test:
    if facts.employer_known:
        return Test("有明确的被投诉用人单位", True, "用人单位明确", RULE)
    if facts.kind == ClueKind.REPORT:
        return Test("有明确的被投诉用人单位", True, "举报不以写明用人单位为条件，由本机关查明", "监察条例第九条")
    return Test("有明确的被投诉用人单位", False, "用人单位不详", RULE)


def _place_why(facts: AcceptanceFacts) -> str:
    if not facts.in_remit:
        return "不属于劳动保障监察职权"
    return "用工所在地在本辖区" if facts.in_place else "用工所在地不在本辖区"


def _not_elsewhere(facts: AcceptanceFacts) -> Test:
    names = {Elsewhere.MEDIATION: "调解", Elsewhere.ARBITRATION: "仲裁", Elsewhere.SUIT: "诉讼"}
    free = facts.elsewhere == Elsewhere.NOWHERE
    why = "没有进入其他程序；拖欠工资可以直接向劳动保障监察投诉" if free else f"已经进入{names[facts.elsewhere]}程序"
    return Test("没有进入调解、仲裁、诉讼", free, why, "监察条例第二十一条；劳动争议调解仲裁法第九条")


def _last_day(text: str) -> date | None:
    """Of a month its last day, of a day itself; None where nothing readable was said."""
    if not text.strip():
        return None
    try:
        return Month.parse(text).last_day
    except ValueError:
        try:
            return first_day(text)
        except ValueError:
            return None
