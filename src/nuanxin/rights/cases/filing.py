"""立案: the lawful test, the act of filing, and the monthly list of what should have been filed (应立尽立)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.numbering import number_text, take_number
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.counting import shift_months
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff, Unit
from nuanxin.foundation.organisations.permission import may, must, within
from nuanxin.rights.cases.models import Case, CaseStep, Settlement
from nuanxin.rights.cases.procedures import coordination, labour_inspection
from nuanxin.rights.cases.procedures.declared import Start
from nuanxin.rights.cases.procedures.versions import beside_the_clue, newest
from nuanxin.rights.intake.channels import ClueState, Conclusion
from nuanxin.rights.intake.clocks import open_clock, stop_clock
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import locked, must_be_open, write_down
from nuanxin.rights.intake.visibility import file_facts

NUMBER_WORD = "监立字"
_RULE = "关于实施《劳动保障监察条例》若干规定第十八条"
# Endings that say themselves why nothing was to be filed.
_NOTHING_TO_FILE = (
    Conclusion.DUPLICATE,
    Conclusion.UNFOUNDED,
    Conclusion.ELSEWHERE,
    Conclusion.NOT_WAGES,
    Conclusion.PROJECT_MONEY,
    Conclusion.INDUSTRY,
)


@dataclass(frozen=True)
class FilingFacts:
    """What the test asks. ended_on: the day on which the arrears (with the labour relation) ended, None while they go on."""

    place: str
    reported_on: date
    employer_known: bool
    in_area: bool
    wages: bool = True
    elsewhere: bool = False  # already in arbitration or before a court
    last_owed: str = ""  # as stated: a month or a day
    ended_on: date | None = None


@dataclass(frozen=True)
class Tested:
    """One of the three conditions. ok None: cannot be told from the file; it does not stand in the way, but is to be checked."""

    key: str
    name: str
    ok: bool | None
    why: str
    cites: str
    remedy: str = ""


@dataclass(frozen=True)
class FilingTest:
    tests: tuple[Tested, ...]

    @property
    def passed(self) -> bool:
        return all(test.ok is not False for test in self.tests)

    @property
    def failed(self) -> tuple[Tested, ...]:
        return tuple(test for test in self.tests if test.ok is False)


def filing_test(facts: FilingFacts, *, law: Law) -> FilingTest:
    """两年以内、用人单位明确、属于职权范围 (若干规定 art. 18; 监察条例 arts. 13, 20, 21). Pure."""
    return FilingTest((_within_two_years(facts, law), _employer(facts), _remit(facts)))


def _within_two_years(facts: FilingFacts, law: Law) -> Tested:
    term = law.term("insp.limitation", facts.place, on=facts.reported_on)
    years = term.value
    name = f"违法行为发生在{years}年以内"
    oldest = shift_months(facts.reported_on, -12 * years)
    if facts.ended_on and facts.ended_on < oldest:
        why = f"欠薪行为已于{chinese_day(facts.ended_on)}终了，早于{chinese_day(oldest)}"
        return Tested("limitation", name, False, why, term.citation, "书面告知不予受理和申请仲裁、提起诉讼的途径")
    if facts.ended_on is None and facts.last_owed and facts.last_owed[:7] < f"{oldest:%Y-%m}":
        why = "最后一笔欠薪早于两年前；拖欠通常为继续状态，须核实拖欠是否仍在继续，不得仅因此不予立案"
        return Tested("limitation", name, None, why, term.citation, "核实劳动关系和拖欠是否仍在继续")
    return Tested("limitation", name, True, "拖欠在两年以内或者仍在继续", term.citation)


def _employer(facts: FilingFacts) -> Tested:
    if facts.employer_known:
        return Tested("employer", "有明确的用人单位", True, "用人单位明确", _RULE)
    return Tested("employer", "有明确的用人单位", False, "用人单位不明确", _RULE, "核实用人单位，或者一次性告知补正")


def _remit(facts: FilingFacts) -> Tested:
    cites = f"{_RULE}；劳动保障监察条例第十三条、第二十一条；劳动争议调解仲裁法第九条"
    name = "属于劳动保障监察职权和管辖范围"
    if not facts.in_area:
        return Tested("remit", name, False, "用工所在地不在本辖区", cites, "转送用工所在地的人社部门并告知")
    if not facts.wages:
        return Tested("remit", name, False, "不属于欠薪", cites, "告知正确的渠道")
    if facts.elsewhere:
        return Tested("remit", name, False, "已经申请仲裁或者提起诉讼", cites, "告知按仲裁、诉讼程序办理")
    return Tested("remit", name, True, "欠薪属于监察职权，用工地在本辖区", cites)


def facts_of(clue: Clue, unit: Unit, *, ended_on: date | None = None, elsewhere: bool = False) -> FilingFacts:
    """The test's facts as the clue states them, for the unit that would file."""
    not_wages = clue.conclusion in (Conclusion.NOT_WAGES, Conclusion.PROJECT_MONEY)
    return FilingFacts(
        place=clue.region_id,
        reported_on=clue.received_on,
        employer_known=clue.employer_id is not None,
        in_area=within(unit.region_id).filter(member=clue.region_id).exists(),
        wages=not not_wages,
        elsewhere=elsewhere,
        last_owed=clue.owed_to or clue.owed_from,
        ended_on=ended_on,
    )


@transaction.atomic
def file_case(
    *,
    clue: Clue,
    by: Staff,
    officers: Sequence[Staff],
    on: date,
    ended_on: date | None = None,
    elsewhere: bool = False,
    note: str = "",
) -> Case:
    """立案: the head approves, two inspectors handle it. The day of approval is the filing day (若干规定).

    officers: the first is 主办, the second 协办. Raises Refusal with the condition that is not met.
    """
    clue = locked(clue)
    must(by, Permission.CASE_APPROVE, file_facts(clue), doing="批准立案")
    must_be_open(clue, doing="立案", on=on)
    _two_inspectors(clue, officers)
    test = filing_test(facts_of(clue, clue.unit, ended_on=ended_on, elsewhere=elsewhere), law=Law.load())
    for fault in test.failed:
        raise Refusal(f"{clue.number}不能立案", why=fault.why, remedy=fault.remedy, cites=fault.cites)
    if Case.objects.filter(clue=clue, procedure=labour_inspection.KEY, closed_on__isnull=True).exists():
        raise Refusal(f"{clue.number}不能再次立案", why="该线索已经立案，案件还没有办结", remedy="请在原案件中办理")
    _leave_coordination(clue, by, on)
    return _open(clue, by, officers, on, note)


def _two_inspectors(clue: Clue, officers: Sequence[Staff]) -> None:
    if len({officer.pk for officer in officers}) < 2:
        why = "劳动保障监察由不少于两名监察员进行"
        raise Refusal(
            f"{clue.number}不能立案", why=why, remedy="请指定主办人和协办人", cites="劳动保障监察条例第十六条"
        )
    for officer in officers:
        if not may(officer, Permission.CASE_INVESTIGATE, file_facts(clue)):
            why = f"{officer.name}不是承办单位的监察员"
            raise Refusal(
                f"{clue.number}的承办人不符合要求", why=why, remedy="请另行指定", cites="劳动保障监察条例第十六条"
            )


def _leave_coordination(clue: Clue, by: Staff, on: date) -> None:
    """Filing ends a coordination that still runs; its steps stay on the thread."""
    for case in Case.objects.select_for_update().filter(clue=clue, procedure=coordination.KEY, closed_on__isnull=True):
        case.closed_on, case.closing = on, "转立案"
        case.save(update_fields=["closed_on", "closing"])
        write_down(
            "leave_coordination", clue=clue, by=by, on=on, text="协调终止，转立案查处", details={"case": case.pk}
        )


def _open(clue: Clue, by: Staff, officers: Sequence[Staff], on: date, note: str) -> Case:
    running = newest(labour_inspection.KEY)
    step = running.step("file")
    case = Case.objects.create(
        clue=clue,
        number=_number(clue.unit, on),
        procedure=running.key,
        procedure_version=running.version,
        step=step.key,
        unit=clue.unit,
        officer=officers[0],
        second_officer=officers[1],
        opened_on=on,
        approved_by=by,
    )
    CaseStep.objects.create(case=case, step=step.key, done_on=on, by=by, note=note)
    for term in step.stops:
        stop_clock(clue=clue, term=term, by=by, on=on)
    for start in step.starts:
        _start(clue, case, start, by, on)
    _take_over(clue, officers[0], on)
    write_down(
        "file_case",
        clue=clue,
        by=by,
        on=on,
        text=f"批准立案，{case.number}，主办{officers[0].name}，协办{officers[1].name}",
        for_worker=step.for_worker,
        details={"case": case.pk, "version": running.version},
    )
    return case


def _start(clue: Clue, case: Case, start: Start, by: Staff, on: date) -> None:
    open_clock(clue=clue, term=start.term, start=on, by=by, on=on, about=f"case:{case.pk}")


def _take_over(clue: Clue, officer: Staff, on: date) -> None:
    """受理之日即立案之日: a clue that is filed is accepted."""
    clue.state, clue.officer = ClueState.HANDLING, officer
    clue.accepted_on = clue.accepted_on or on
    clue.save(update_fields=["state", "officer", "accepted_on"])


def _number(unit: Unit, on: date) -> str:
    if not unit.document_word:
        raise Refusal("案件不能编号", why=f"{unit.name}没有设置机关代字", remedy="请系统管理员在单位信息中填写机关代字")
    _, number = take_number(organ=unit, kind=NUMBER_WORD, year=on.year)
    return number_text(organ_word=unit.document_word, number_word=NUMBER_WORD, year=on.year, number=number)


@transaction.atomic
def start_coordination(*, clue: Clue, by: Staff, on: date, note: str = "") -> Case:
    """协调 without filing, by whoever handles the clue; needs the consent of both sides to go anywhere."""
    clue = locked(clue)
    must(by, Permission.CLUE_HANDLE, file_facts(clue), doing="启动协调")
    must_be_open(clue, doing="启动协调", on=on)
    if Case.objects.filter(clue=clue, closed_on__isnull=True).exists():
        raise Refusal(f"{clue.number}不能启动协调", why="该线索已经立案或者正在协调", remedy="请在原案件中办理")
    running = newest(coordination.KEY)
    case = Case.objects.create(
        clue=clue,
        procedure=running.key,
        procedure_version=running.version,
        step="start",
        unit=clue.unit,
        officer=clue.officer,
        opened_on=on,
    )
    CaseStep.objects.create(case=case, step="start", done_on=on, by=by, note=note)
    clue.state = ClueState.HANDLING
    clue.save(update_fields=["state"])
    text, told = "启动协调（不立案）", "正在联系用人单位协调解决"
    write_down("start_coordination", clue=clue, by=by, on=on, text=text, for_worker=told, details={"case": case.pk})
    return case


def open_case_holds(clue: Clue) -> str:
    """Why a clue may not be ended or sent away: a case on it is open. Empty when there is none."""
    waiting = Case.objects.filter(clue=clue, closed_on__isnull=True).exclude(procedure__in=beside_the_clue())
    case = waiting.order_by("pk").first()
    return f"{case}还没有办结" if case else ""


@transaction.atomic
def change_officers(*, case: Case, officers: Sequence[Staff], reason: str, by: Staff, on: date) -> Case:
    """Another 主办 or 协办, by the head, with the reason; the clue's responsible officer goes with the first."""
    case = Case.objects.select_for_update(of=("self",)).select_related("clue__unit").get(pk=case.pk)
    clue = locked(case.clue)
    must(by, Permission.CASE_APPROVE, file_facts(clue), doing="变更承办人")
    if case.closed_on or not reason.strip() or not officers:
        raise Refusal(f"{case}不能变更承办人", why="案件已经结案，或者没有写明承办人和理由", remedy="请核对")
    if case.procedure == labour_inspection.KEY:
        _two_inspectors(clue, officers)
    case.officer, case.second_officer = officers[0], (officers[1] if len(officers) > 1 else None)
    case.save(update_fields=["officer", "second_officer"])
    clue.officer = officers[0]
    clue.save(update_fields=["officer"])
    text = f"承办人变更为{'、'.join(one.name for one in officers)}：{reason.strip()}"
    write_down("change_officers", clue=clue, by=by, on=on, text=text, reason=reason, details={"case": case.pk})
    return case


@dataclass(frozen=True)
class Unfiled:
    """A clue that was closed unfiled and unsolved although the test was passed."""

    clue: Clue
    test: FilingTest


def should_have_been_filed(*, region: Region | str, year: int, month: int, law: Law | None = None) -> list[Unfiled]:
    """应立尽立: the month's closings, neither filed nor solved, whose test is passed; same list whenever it is asked."""
    code = region if isinstance(region, str) else region.pk
    first = date(year, month, 1)
    last = shift_months(first, 1) - timedelta(days=1)
    filed = Case.objects.filter(clue=OuterRef("pk"), procedure=labour_inspection.KEY)
    solved = Settlement.objects.filter(clue=OuterRef("pk"), withdrawn_on__isnull=True)
    closed: Iterable[Clue] = (
        Clue.objects.filter(region__in=within(code), closed_on__range=(first, last), merged_into__isnull=True)
        .exclude(conclusion__in=_NOTHING_TO_FILE)
        .filter(~Exists(filed), ~Exists(solved))
        .select_related("unit", "officer", "employer")
        .order_by("number")
    )
    book = law or Law.load()
    tested = [Unfiled(clue, filing_test(facts_of(clue, clue.unit), law=book)) for clue in closed]
    return [one for one in tested if one.test.passed]
