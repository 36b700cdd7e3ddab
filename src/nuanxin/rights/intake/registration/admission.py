"""May this be written into the ledger, and what looks odd about it? Pure: facts and a day in, faults and warnings out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from nuanxin.foundation.common.credit_code import parse_credit_code
from nuanxin.foundation.common.days import parse_day
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.identity import IdNumber
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.registration.facts import ClaimFacts, ClueFacts, ReporterFacts

# A hint for the eye, no legal figure: outside of this one asks whether 万元 was typed for 元 or the reverse.
ODD_BELOW_FEN = 100 * 100
ODD_ABOVE_FEN = 200_000 * 100


@dataclass(frozen=True)
class Admission:
    """facts: the same, in normal form; faults stop the registration; warnings are shown and kept with the clue."""

    facts: ClueFacts
    faults: tuple[Fault, ...] = ()
    warnings: tuple[str, ...] = ()


def admit(facts: ClueFacts, on: date) -> Admission:
    """Check everything at once, so that one round of correction suffices."""
    faults: list[Fault] = []
    faults += _date_faults(facts, on)
    faults += _count_faults(facts)
    faults += _known_enough(facts)
    cleaned = replace(
        _totals(facts),
        credit_code=_tried(parse_credit_code, facts.credit_code, "统一社会信用代码", faults),
        reporters=tuple(_reporter(one, faults) for one in facts.reporters),
        claims=tuple(_claim(one, row, faults) for row, one in enumerate(facts.claims, 1)),
    )
    return Admission(cleaned, tuple(faults), tuple(_warnings(cleaned)))


def first_day(text: str) -> date:
    """The first day that a stated month or day stands for; ValueError (Chinese) where it is neither."""
    try:
        return Month.parse(text).first_day
    except ValueError:
        return parse_day(text)


def _date_faults(facts: ClueFacts, on: date) -> Iterator[Fault]:
    if facts.received_on > on:
        yield Fault(f"{facts.received_on}在今天之后", column="收到日期", remedy="请填写实际收到的日期")
    days: dict[str, date] = {}
    for column, text in (("欠薪起", facts.owed_from), ("欠薪止", facts.owed_to)):
        if not text.strip():
            continue
        try:
            days[column] = first_day(text)
        except ValueError as wrong:
            yield Fault(str(wrong), column=column)
            continue
        if days[column] > on:
            yield Fault(f"{text}在今天之后", column=column, remedy="请核对年月")
    if len(days) == 2 and days["欠薪起"] > days["欠薪止"]:
        yield Fault(f"{facts.owed_from}晚于欠薪止{facts.owed_to}", column="欠薪起", remedy="请核对起止年月")


def _count_faults(facts: ClueFacts) -> Iterator[Fault]:
    for column, number in (
        ("涉及人数", facts.persons),
        ("其中农民工", facts.migrant_persons),
        ("欠薪金额(元)", facts.amount_fen),
        ("其中农民工金额(元)", facts.migrant_amount_fen),
    ):
        if number is not None and number < 0:
            yield Fault("不能为负数", column=column)
    if facts.persons == 0:
        yield Fault("人数不能为0", column="涉及人数", remedy="不清楚的请留空")
    if facts.persons is not None and (facts.migrant_persons or 0) > facts.persons:
        yield Fault(f"{facts.migrant_persons}人多于涉及人数{facts.persons}人", column="其中农民工", remedy="请核对人数")
    if facts.amount_fen is not None and (facts.migrant_amount_fen or 0) > facts.amount_fen:
        yield Fault("多于欠薪金额", column="其中农民工金额(元)", remedy="请核对金额")
    stated = [claim.amount_fen for claim in facts.claims if claim.amount_fen is not None]
    if facts.claims and len(stated) == len(facts.claims) and facts.amount_fen not in (None, sum(stated)):
        yield Fault(
            f"{yuan(facts.amount_fen or 0)}元与逐人之和{yuan(sum(stated))}元不符",
            column="欠薪金额(元)",
            remedy="请核对逐人金额",
        )
    if facts.persons is not None and len(facts.claims) > facts.persons:
        yield Fault(f"{facts.persons}人少于名单{len(facts.claims)}人", column="涉及人数", remedy="请核对人数或者名单")


def _known_enough(facts: ClueFacts) -> Iterator[Fault]:
    phones = [*(one.phone for one in facts.reporters), *(one.phone for one in facts.claims)]
    phone = any(text.strip() for text in phones)
    said = facts.place.strip() or facts.demand.strip() or facts.project_name.strip() or facts.site_code.strip()
    if not facts.employer_known and not said and not phone:
        yield Fault("不知道用人单位时，地点、联系电话、诉求至少要有一项", column="用人单位", remedy="请补充其中一项")
    if facts.kind == ClueKind.COMPLAINT and any(one.anonymous for one in facts.reporters):
        yield Fault("投诉应当实名", column="性质", remedy="不愿具名的，请按举报登记")


def _totals(facts: ClueFacts) -> ClueFacts:
    """A roster states its own totals where the head of the form left them blank."""
    if not facts.claims:
        return facts
    amounts = [claim.amount_fen for claim in facts.claims]
    total = None if None in amounts else sum(amount or 0 for amount in amounts)
    migrants = [claim.migrant for claim in facts.claims]
    return replace(
        facts,
        persons=len(facts.claims) if facts.persons is None else facts.persons,
        amount_fen=total if facts.amount_fen is None else facts.amount_fen,
        migrant_persons=(
            sum(map(bool, migrants))
            if facts.migrant_persons is None and None not in migrants
            else facts.migrant_persons
        ),
    )


def _reporter(one: ReporterFacts, faults: list[Fault]) -> ReporterFacts:
    return replace(
        one,
        name=one.name.strip(),
        id_number=_identity(one.id_number, one.document_type, "证件号码", faults, None),
        phone=_tried(normalise_phone, one.phone, "联系电话", faults),
    )


def _claim(one: ClaimFacts, row: int, faults: list[Fault]) -> ClaimFacts:
    if not one.name.strip():
        faults.append(Fault("没有姓名", row=row, column="姓名"))
    if one.amount_fen is not None and one.amount_fen < 0:
        faults.append(Fault("不能为负数", row=row, column="金额"))
    return replace(
        one,
        name=one.name.strip(),
        id_number=_identity(one.id_number, one.document_type, "证件号码", faults, row),
        phone=_tried(normalise_phone, one.phone, "联系电话", faults, row),
    )


def _identity(text: str, document_type: str, column: str, faults: list[Fault], row: int | None) -> str:
    if document_type != "id_card":
        return text.strip()
    return _tried(lambda number: IdNumber(number).text, text, column, faults, row)


def _tried(read: Callable[[str], str], text: str, column: str, faults: list[Fault], row: int | None = None) -> str:
    if not text.strip():
        return ""
    try:
        return read(text)
    except ValueError as wrong:
        faults.append(Fault(str(wrong), row=row, column=column))
        return text


def _warnings(facts: ClueFacts) -> Iterator[str]:
    if facts.amount_fen:
        head = facts.amount_fen // max(facts.persons or 1, 1)
        if not ODD_BELOW_FEN <= head <= ODD_ABOVE_FEN:
            yield f"人均{yuan(head)}元，是否把元写成万元，或者把万元写成元？请核对"
    for row, claim in enumerate(facts.claims, 1):
        if claim.amount_fen and not ODD_BELOW_FEN <= claim.amount_fen <= ODD_ABOVE_FEN:
            yield f"名单第{row}行金额{yuan(claim.amount_fen)}元，是否把元写成万元，或者把万元写成元？请核对"
    if facts.claims and facts.persons is not None and len(facts.claims) < facts.persons:
        yield f"名单{len(facts.claims)}人，少于涉及人数{facts.persons}人，请补齐名单"
    numbers = [claim.id_number for claim in facts.claims if claim.id_number]
    if len(numbers) != len(set(numbers)):
        yield "名单中有重复的证件号码，同一人的金额已合并为一行"
    if facts.kind == ClueKind.COMPLAINT and not any(one.name for one in facts.reporters) and not facts.claims:
        yield "投诉没有写明投诉人姓名，请联系核实"
    if not facts.employer_known:
        yield "用人单位不详，请在核实后补充"
