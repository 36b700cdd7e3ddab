"""The law book as Markdown tables, for the generated reference of the docs."""

from collections.abc import Iterable, Iterator

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.citation import written_together
from nuanxin.foundation.law.records import COUNTRY, FigureValue, PromiseRecord, TermRecord, TermValue
from nuanxin.foundation.law.terms import amount

_ROLLS = {"none": "不顺延", "next_workday": "顺延至次一工作日", "previous_workday": "提前至前一工作日"}
_MEASURES = {
    "yuan": "元",
    "count": "",
    "multiple": "倍",
    "day": "天",
    "hour": "小时",
    "month": "个月",
    "year": "年",
    "age": "周岁",
}


def terms_table(law: Law) -> str:
    """All statutory terms: key, name, length, extension, from what to what, last day, article, how it was verified."""
    head = ("键", "名称", "期限", "起算 → 截止", "延长", "末日", "依据", "核实")
    return _table(head, (row for record in law.terms.values() for row in _term_rows(law, record)))


def promises_table(law: Law) -> str:
    """All service targets and the statutory term beside each."""
    head = ("键", "名称", "目标", "对应的法定期限", "依据")
    return _table(head, (row for record in law.promises.values() for row in _promise_rows(law, record)))


def figures_table(law: Law) -> str:
    """All thresholds, rates and ranges; rows that wait for confirmation say so."""
    head = ("键", "名称", "地区", "数值", "施行", "依据", "核实")
    rows = []
    for record in law.figures.values():
        key = _keys(record.key, record.alias)
        if record.missing:
            rows.append((key, record.name, "", f"未录入：{record.missing}", "", "", ""))
        for value in record.values:
            cites = written_together(law.citations(value.cites))
            unconfirmed = "" if value.confirmed else "（待确认，不启用）"
            since = chinese_day(value.from_) if value.from_ else "随文件"
            shown = _figure(value) + unconfirmed
            rows.append((key, record.name, _place(value.place), shown, since, cites, _verified(value)))
    return _table(head, rows)


def _term_rows(law: Law, record: TermRecord) -> Iterator[tuple[str, ...]]:
    key, events = _keys(record.key, record.alias), f"{record.start_event} → {record.stop_event}"
    if not record.values:
        yield (key, record.name, "未录入", events, "", "", record.missing, "")
    for value in record.values:
        extension = value.extension
        yield (
            key,
            record.name + ("" if value.place == COUNTRY else f"（{value.place}）"),
            ("提前" if value.direction == "before" else "") + amount(value.value, value.unit),
            events,
            f"{amount(extension.value, extension.unit)}（{extension.condition}）" if extension else "",
            _last_day(value),
            written_together(law.citations(value.cites)),
            _verified(value),
        )


def _promise_rows(law: Law, record: PromiseRecord) -> Iterator[tuple[str, ...]]:
    for value in record.values:
        target = "当日" if value.value == 0 else amount(value.value, value.unit)
        cites = written_together(law.citations(value.cites))
        yield (
            _keys(record.key, record.alias),
            record.name,
            target,
            f"`{record.statute}`" if record.statute else "",
            cites,
        )


def _last_day(value: TermValue) -> str:
    if value.unit == "wd":
        return "工作日"
    if value.unit == "h":
        return _ROLLS["none"]
    return _ROLLS[value.roll or ("next_workday" if value.direction == "after" else "previous_workday")]


def _figure(value: FigureValue) -> str:
    if value.tiers:
        return " / ".join(_number(tier, value) for tier in value.tiers)
    if value.value is not None:
        return _number(value.value, value)
    if value.low is None or value.high is None:
        return f"不低于{_number(value.low, value)}" if value.high is None else f"不超过{_number(value.high, value)}"
    return f"{_number(value.low, value)}至{_number(value.high, value)}" + ("（仅提示）" if value.warn_only else "")


def _number(number: int | float | None, value: FigureValue) -> str:
    assert number is not None
    return f"{number * 100:g}%" if value.unit == "ratio" else f"{number:,}{_MEASURES[value.unit]}"


def _verified(value: TermValue | FigureValue) -> str:
    return f"{value.verified}／{value.confidence}"


def _place(place: str) -> str:
    return "全国" if place == COUNTRY else place


def _keys(key: str, alias: str | None) -> str:
    return f"`{key}`" + (f"（`{alias}`）" if alias else "")


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines) + "\n"
