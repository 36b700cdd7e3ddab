"""The law book: every parameter file read once, strictly; asked by key, place and day.

Keys are the row keys of the law table. A row with several figures has a key per part (insp.hearing.ask and
insp.hearing.notice) and its bare key (insp.hearing) means the first one. Terms, promises and figures are asked
separately: the bare key of a row with both a rate and a time limit (insp.fine_pay) finds the right one of either kind.
"""

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, cast

import yaml
from pydantic import TypeAdapter, ValidationError

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.law.citation import Act, Citation, read_citations
from nuanxin.foundation.law.records import (
    COUNTRY,
    ActRecord,
    Document,
    FigureRecord,
    FigureValue,
    PromiseRecord,
    Roll,
    TermRecord,
    TermValue,
)
from nuanxin.foundation.law.terms import Extension, Figure, Holding, MissingFigure, Promise, Term, UnknownTerm

PARAMETERS = Path(__file__).parent / "parameters"
_ACTS = "acts.yaml"
Record = TypeVar("Record", bound=TermRecord | PromiseRecord | FigureRecord)
Value = TypeVar("Value", TermValue, FigureValue)


class BadParameters(ValueError):
    """A parameter file (or a local addition) that cannot be used: names file, key and field."""


class Law:
    """All terms, promises and figures. Build with `Law.load`."""

    def __init__(self, acts: Mapping[str, ActRecord], documents: Mapping[str, Document]) -> None:
        self._acts = {record.short: Act(record.short, record.name, record.number) for record in acts.values()}
        self._in_force = {record.short: record.in_force for record in acts.values()}
        self._terms: dict[str, TermRecord] = {}
        self._promises: dict[str, PromiseRecord] = {}
        self._figures: dict[str, FigureRecord] = {}
        for source, document in documents.items():
            _enter(self._terms, document.terms, source)
            _enter(self._promises, document.promises, source)
            _enter(self._figures, document.figures, source)
        self._check()
        self._aliases: dict[str, dict[str, str]] = {
            "term": _aliases(self._terms),
            "promise": _aliases(self._promises),
            "figure": _aliases(self._figures),
        }

    @classmethod
    def load(cls, extra: Iterable[Mapping[str, object]] = ()) -> "Law":
        """The shipped book, with local additions in the shape of a parameter file (terms, promises, figures).

        Values added under a known key stand beside the shipped ones and win over them at their own place; one with the
        same place and `from` replaces the shipped value. Raises BadParameters.
        """
        additions = tuple(extra)
        if not additions:
            return _shipped_book()
        documents = dict(_shipped_documents())
        for number, addition in enumerate(additions, 1):
            source = f"本地补充第{number}份"
            documents[source] = _read(source, addition)
        return cls(_shipped_acts(), documents)

    def term(self, key: str, place: str = COUNTRY, *, on: date) -> Term:
        """The time limit as it holds there on that day. Raises UnknownTerm, MissingFigure."""
        record = self._find("term", self._terms, key)
        value, cautions = self._choose(record, record.values, place, on)
        return self._term(record, value, cautions)

    def promise(self, key: str, place: str = COUNTRY, *, on: date) -> Promise:
        """The service target as it holds there on that day. Raises UnknownTerm, MissingFigure."""
        record = self._find("promise", self._promises, key)
        value, cautions = self._choose(record, record.values, place, on)
        statute = record.statute or ""
        events = self._terms.get(statute) or TermRecord(
            key=record.key, name=record.name, start_event="收到", stop_event="办理完毕", values=[], missing="无"
        )
        base = self._term(events, value, cautions)
        return Promise(**{**base.__dict__, "key": record.key, "name": record.name}, statute=statute)

    def figure(self, key: str, place: str = COUNTRY, *, on: date) -> Figure:
        """The threshold, rate or range as it holds there on that day. Raises UnknownTerm, MissingFigure."""
        record = self._find("figure", self._figures, key)
        value, cautions = self._choose(record, record.values, place, on)
        held = self._holding(record, value, cautions)
        return Figure(
            **held.__dict__,
            value=_decimal(value.value),
            low=_decimal(value.low),
            high=_decimal(value.high),
            tiers=tuple(Decimal(str(tier)) for tier in value.tiers),
            unit=value.unit,
            warn_only=value.warn_only,
        )

    def promises_beside(self, statute: str) -> tuple[str, ...]:
        """Keys of the service targets that stand beside a statutory term."""
        key = self._aliases["term"].get(statute, statute)
        return tuple(name for name, record in self._promises.items() if record.statute == key)

    def knows_promise(self, key: str) -> bool:
        return key in self._promises or key in self._aliases["promise"]

    def knows_figure(self, key: str) -> bool:
        return key in self._figures or key in self._aliases["figure"]

    @property
    def terms(self) -> Mapping[str, TermRecord]:
        return self._terms

    @property
    def promises(self) -> Mapping[str, PromiseRecord]:
        return self._promises

    @property
    def figures(self) -> Mapping[str, FigureRecord]:
        return self._figures

    def in_force(self, short: str) -> date | None:
        """From when the act of that short name applies, as entered with the acts; None: not confirmed."""
        return self._in_force[short]

    def citations(self, text: str) -> tuple[Citation, ...]:
        """Read "处罚法 61,85" with the acts of the book; for the few articles that code must name itself."""
        return read_citations(text, self._acts)

    def _find(self, kind: str, records: Mapping[str, Record], key: str) -> Record:
        aliases: dict[str, str] = self._aliases[kind]
        found = records.get(aliases.get(key, key))
        if found is None:
            everything: list[str] = [*records, *aliases]
            elsewhere: list[str] = [
                known for known in (*self._terms, *self._promises, *self._figures) if known.startswith(key)
            ]
            near: list[str] = difflib.get_close_matches(key, everything, n=5, cutoff=0.6)
            raise UnknownTerm(key, tuple(dict.fromkeys([*elsewhere[:5], *near])))
        return found

    def _since(self, value: TermValue | FigureValue) -> date | None:
        return value.from_ or self._in_force[self.citations(value.cites)[0].act.short]

    def _choose(
        self, record: TermRecord | PromiseRecord | FigureRecord, values: Iterable[Value], place: str, on: date
    ) -> tuple[Value, tuple[str, ...]]:
        """The value in force at the most exact place; before all of them the earliest, with a caution."""
        usable = [value for value in values if value.confirmed]
        at_place = [[v for v in usable if v.place == code] for code in _up_the_tree(place)]
        for candidates in at_place:
            valid = [v for v in candidates if (self._since(v) or date.min) <= on and (v.to is None or on <= v.to)]
            if valid:
                chosen = max(valid, key=lambda v: self._since(v) or date.min)
                # A target is somebody's own word: it has no date in force to confirm.
                dated = self._since(chosen) is not None or isinstance(record, PromiseRecord)
                return chosen, () if dated else ("该规定的施行日期未经核实，须人工核对起算时是否有效",)
        later = [v for candidates in at_place for v in candidates if (self._since(v) or date.min) > on]
        if later:
            chosen = min(later, key=lambda v: self._since(v) or date.min)
            since = self._since(chosen)
            assert since is not None
            return chosen, (f"该规定自{chinese_day(since)}施行，起算日早于该日，须人工核对当时规定",)
        ended = [v.to for candidates in at_place for v in candidates if v.to]
        if ended:
            missing = f"已录入的规定于{chinese_day(max(ended))}失效，现行规定未录入"
        else:
            missing = record.missing or f"该地（{place}）没有录入数值，请管理员按当地规定录入"
        raise MissingFigure(record.key, record.name, missing)

    def _term(self, record: TermRecord, value: TermValue, cautions: tuple[str, ...]) -> Term:
        extension = value.extension
        return Term(
            **self._holding(record, value, cautions).__dict__,
            value=value.value,
            unit=value.unit,
            extension=Extension(extension.value, extension.unit, extension.condition) if extension else None,
            roll=value.roll or _usual_roll(value),
            direction=value.direction,
            day_one=value.day_one,
            start_event=record.start_event,
            stop_event=record.stop_event,
            pause_events=tuple(record.pause_events),
        )

    def _holding(
        self, record: TermRecord | FigureRecord, value: TermValue | FigureValue, cautions: tuple[str, ...]
    ) -> Holding:
        return Holding(
            key=record.key,
            name=record.name,
            place=value.place,
            effective_from=self._since(value),
            effective_to=value.to,
            citations=self.citations(value.cites),
            verified=value.verified,
            confidence=value.confidence,
            note=value.note,
            cautions=(*((value.caution,) if value.caution else ()), *cautions),
        )

    def _check(self) -> None:
        """What one record alone cannot see: known acts, known statutes, local values within the national range."""
        every: list[TermRecord | PromiseRecord | FigureRecord] = [*self._terms.values()]
        every += [*self._promises.values(), *self._figures.values()]
        for record in every:
            for value in record.values:
                try:
                    self.citations(value.cites)
                except ValueError as unknown:
                    raise BadParameters(f"{record.key}：{unknown}") from None
        for promise in self._promises.values():
            if promise.statute and promise.statute not in self._terms:
                raise BadParameters(f"{promise.key}：所对应的法定期限“{promise.statute}”不存在")
        for figure in self._figures.values():
            _check_bounds(figure)


def _aliases(records: Mapping[str, Record]) -> dict[str, str]:
    return {record.alias: key for key, record in records.items() if record.alias}


def _up_the_tree(place: str) -> tuple[str, ...]:
    """Township, county, city, province, country: 410721103 → 410721103, 410721, 410700, 410000, 000000."""
    county = place[:6].ljust(6, "0")
    return tuple(dict.fromkeys((place, county, county[:4] + "00", county[:2] + "0000", COUNTRY)))


def _usual_roll(value: TermValue) -> Roll:
    if value.unit in ("wd", "h"):
        return "none"
    return "next_workday" if value.direction == "after" else "previous_workday"


def _decimal(number: int | float | None) -> Decimal | None:
    return None if number is None else Decimal(str(number))


def _check_bounds(figure: FigureRecord) -> None:
    for bounds in (value for value in figure.values if value.bounds):
        for local in figure.values:
            number = local.value
            if number is not None and not (bounds.low or 0) <= number <= (bounds.high or number):
                raise BadParameters(
                    f"{figure.key}：{local.place} 的标准 {number} 超出全国幅度 {bounds.low}–{bounds.high}"
                )


def _enter(book: dict[str, Record], records: Iterable[Record], source: str) -> None:
    for record in records:
        known = book.get(record.key)
        if known is None:
            book[record.key] = record
        elif source.endswith(".yaml"):
            raise BadParameters(f"{source}：{record.key} 重复")
        else:
            replaced = {(value.place, value.from_) for value in record.values}
            kept = [value for value in known.values if (value.place, value.from_) not in replaced]
            book[record.key] = cast(Record, known.model_copy(update={"values": [*kept, *record.values]}))


def _read(source: str, content: object) -> Document:
    try:
        return Document.model_validate(content)
    except ValidationError as wrong:
        raise BadParameters(f"{source}：{_first_errors(wrong, content)}") from None


def _first_errors(wrong: ValidationError, content: object) -> str:
    shown = []
    for error in wrong.errors()[:5]:
        place = error["loc"]
        shown.append(f"{_key_at(content, place)} {'.'.join(str(part) for part in place)}：{error['msg']}")
    return "；".join(shown)


def _key_at(content: object, place: tuple[int | str, ...]) -> str:
    try:
        record = cast(dict[str, list[dict[str, str]]], content)[str(place[0])][int(place[1])]
        return str(record["key"])
    except (KeyError, IndexError, TypeError, ValueError):
        return "（无键）"


@cache
def _shipped_acts() -> Mapping[str, ActRecord]:
    rows = TypeAdapter(list[ActRecord]).validate_python(_load((PARAMETERS / _ACTS).read_text("utf-8")))
    acts = {row.short: row for row in rows}
    if len(acts) != len(rows):
        raise BadParameters(f"{_ACTS}：short 重复")
    return acts


@cache
def _shipped_documents() -> Mapping[str, Document]:
    files = sorted(path for path in PARAMETERS.glob("*.yaml") if path.name != _ACTS)
    return {path.name: _read(path.name, _load(path.read_text("utf-8"))) for path in files}


def _load(text: str) -> Any:
    """As `yaml.safe_load`, by the parser in C where the package has one: ten times as fast."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  (safe, either of them)


@cache
def _shipped_book() -> Law:
    return Law(_shipped_acts(), _shipped_documents())
