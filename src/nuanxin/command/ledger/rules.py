"""What must hold within a row, sheet by sheet. Pure: a row and what is known in, faults into the row, warnings out."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from nuanxin.command.ledger.files.headings import message_heading
from nuanxin.command.ledger.rows import Row
from nuanxin.command.ledger.sheets import ACTS, CLUES, SETTLEMENTS, UNKNOWN_EMPLOYER, VISITS
from nuanxin.foundation.common.errors import Fault
from nuanxin.foundation.common.phone import normalise_phone
from nuanxin.foundation.common.text import name_key
from nuanxin.rights.cases.models import SolvedBy

# A hint for the eye, no legal figure (law.md §19.3 a.per_head): outside of this one asks whether 万元 was typed for 元.
LEAST_PER_HEAD_FEN = 100 * 100
MOST_PER_HEAD_FEN = 200_000 * 100


@dataclass(frozen=True)
class Known:
    """today: no later day is taken. regions: codes that exist. allowed: codes the importer may write to (None: all)."""

    today: date
    regions: Collection[str]
    allowed: Collection[str] | None = None


def check_clue(row: Row, known: Known) -> list[Fault]:
    """Faults go into the row; returns warnings."""
    said = row.said
    _not_future(row, "received_on", "收到日期", known.today)
    _region(row, known)
    if said["employer"] == UNKNOWN_EMPLOYER:
        if not (said["place"] or said["phone"] or said["demand"] or message_heading(row.notes)):
            row.fault("用人单位不详时，地点、联系电话、诉求至少要填一项", "用人单位")
    elif said["employer"] and not name_key(said["employer"]):
        row.fault("没有可辨认的名称", "用人单位", f"不知道时请写“{UNKNOWN_EMPLOYER}”")
    _within(row, "migrant_persons", "persons", "其中农民工", "涉及人数")
    _within(row, "migrant_amount", "amount", "其中农民工金额(元)", "欠薪金额(元)")
    start, end = said["owed_from"], said["owed_to"]
    if start and end and end[: len(start)] < start[: len(end)]:
        row.fault(f"欠薪止（{end}）早于欠薪起（{start}）", "欠薪止")
    return [] if row.faults else [*_per_head(row, said["persons"], said["amount"], "欠薪金额(元)"), *_odd_phone(row)]


def check_settlement(row: Row, known: Known) -> list[Fault]:
    said = row.said
    _not_future(row, "solved_on", "解决日期", known.today)
    filed, solved = said["filed_on"], said["solved_on"]
    if said["solved_by"] == SolvedBy.FILED and not filed and not any(f.column == "立案日期" for f in row.faults):
        row.fault("解决途径为监察立案时必填", "立案日期")
    if filed and solved and filed > solved:
        row.fault(f"立案日期（{filed}）晚于解决日期（{solved}）", "立案日期")
    _within(row, "migrant_persons", "persons", "其中农民工", "解决人数")
    _within(row, "migrant_amount", "amount", "其中农民工金额(元)", "解决金额(元)")
    return [] if row.faults else _per_head(row, said["persons"], said["amount"], "解决金额(元)")


def check_act(row: Row, known: Known) -> list[Fault]:
    _not_future(row, "done_on", "日期", known.today)
    return []


def check_visit(row: Row, known: Known) -> list[Fault]:
    said = row.said
    _not_future(row, "visited_on", "检查日期", known.today)
    _region(row, known)
    if said["employer"] and (said["employer"] == UNKNOWN_EMPLOYER or not name_key(said["employer"])):
        row.fault("检查必须有用人单位名称", "用人单位")
    if said["project"] and not name_key(said["project"]):
        row.fault("没有可辨认的名称", "项目名称", "没有项目时请留空")
    _within(row, "migrants", "workforce", "其中农民工", "职工人数")
    said["arrears_found"] = bool(said["arrears_found"])  # not stated: nothing was found
    if not said["arrears_found"]:
        for name, heading in (("arrears_persons", "欠薪人数"), ("arrears", "欠薪金额(元)")):
            if said[name]:
                row.fault("查实欠薪不是“是”，却填了数", heading, "请核对“查实欠薪”一栏")
    return [] if row.faults else _per_head(row, said["arrears_persons"], said["arrears"], "欠薪金额(元)")


CHECKS: dict[str, Callable[[Row, Known], list[Fault]]] = {
    CLUES.name: check_clue,
    SETTLEMENTS.name: check_settlement,
    ACTS.name: check_act,
    VISITS.name: check_visit,
}


def _not_future(row: Row, name: str, heading: str, today: date) -> None:
    if row.said[name] and row.said[name] > today:
        row.fault(f"{row.said[name]} 晚于今天（{today}）", heading, "请核对年份和月份")


def _region(row: Row, known: Known) -> None:
    code = row.said["region"]
    if not code:
        return
    if code not in known.regions:
        row.fault(f"没有区划代码“{code}”", "区划代码", "请填写现行的6位代码；功能区先在系统中登记")
    elif known.allowed is not None and code not in known.allowed:
        row.fault(f"“{code}”不在您的管辖范围内", "区划代码", "请由该地单位导入")


def _within(row: Row, part: str, whole: str, part_heading: str, whole_heading: str) -> None:
    some, all_of_it = row.said[part], row.said[whole]
    if some is not None and all_of_it is not None and some > all_of_it:
        money = "金额" in whole_heading
        shown = (f"{some / 100:.2f}", f"{all_of_it / 100:.2f}") if money else (some, all_of_it)
        row.fault(f"{part_heading}（{shown[0]}）大于{whole_heading}（{shown[1]}）", part_heading)


def _per_head(row: Row, persons: int | None, fen: int | None, heading: str) -> list[Fault]:
    if not persons or not fen or LEAST_PER_HEAD_FEN * persons <= fen <= MOST_PER_HEAD_FEN * persons:
        return []
    message = f"人均{fen / 100 / persons:.2f}元，不在100元至20万元之间；已导入，请核对单位是否为元"
    return [Fault(message, row=row.number, column=heading)]


def _odd_phone(row: Row) -> list[Fault]:
    phone = row.said["phone"]
    if not phone or (phone.isdigit() and len(phone) == 11):
        return []
    try:
        normalise_phone(phone)
    except ValueError as odd:
        return [Fault(f"{odd}；已按原样导入", row=row.number, column="联系电话")]
    return []
