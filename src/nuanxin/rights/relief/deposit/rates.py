"""How much a project's wage deposit must be (人社部发〔2021〕65号 第十一、十二条): from the contract and the record, with reasons. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.law.counting import shift_months

ACT = "工程建设领域农民工工资保证金规定"
_ELEVEN, _TWELVE = f"{ACT}第十一条", f"{ACT}第十二条"


@dataclass(frozen=True)
class Contract:
    """The works: money in 分; annual_fen where the year's contract sum counts instead. projects: this one included."""

    fen: int
    signed_on: date
    annual_fen: int | None = None
    projects: int = 1
    real_name: bool | None = None
    account: bool | None = None


@dataclass(frozen=True)
class Arrears:
    """One row of the record: arrears of the contractor found to be true, on the clue of that number."""

    day: date
    clue: str
    persons: int
    fen: int

    def __str__(self) -> str:
        return f"{chinese_day(self.day)} {self.clue}，核实{self.persons}人{yuan(self.fen)}元"


@dataclass(frozen=True)
class Listed:
    """On the list of dishonest employers since that day; `until` empty while it stands."""

    day: date
    number: str
    until: date | None = None


@dataclass(frozen=True)
class Record:
    """What our ledger knows of the contractor: arrears, listings, the first deposit it ever stored here."""

    arrears: tuple[Arrears, ...] = ()
    listed: tuple[Listed, ...] = ()
    first_stored_on: date | None = None


@dataclass(frozen=True)
class Rules:
    """The national frame and what the province set within it. rate None: `missing` says what must be set.

    Rates and changes are fractions; *_years are looked back from the day of the contract or of the deposit.
    """

    rate: Fraction | None
    multi_rate: Fraction | None = None
    floor: Fraction = Fraction(5, 1000)
    low: Fraction = Fraction(1, 100)
    high: Fraction = Fraction(3, 100)
    small_fen: int = 300_000_000
    small_exempt: bool | None = None
    clean_exempt: bool | None = None
    cut: Fraction = Fraction(1, 2)
    least_cut: Fraction = Fraction(1, 2)
    extra: Fraction = Fraction(1, 2)
    least_extra: Fraction = Fraction(1, 2)
    extra_listed: Fraction = Fraction(1)
    least_extra_listed: Fraction = Fraction(1)
    ceiling_fen: int | None = None
    small_years: int = 1
    cut_years: int = 2
    exempt_years: int = 3
    extra_years: int = 2
    source: str = ""
    missing: str = ""


@dataclass(frozen=True)
class Reason:
    """One line of the reckoning: the words, the article, the rows of the record behind it."""

    text: str
    cites: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True)
class Due:
    """What must be stored in 分 and at which rate; missing: why it cannot be said."""

    fen: int = 0
    rate: Fraction = Fraction(0)
    exempt: bool = False
    reasons: tuple[Reason, ...] = field(default_factory=tuple)
    missing: str = ""


def due_deposit(contract: Contract, record: Record, rules: Rules, *, on: date) -> Due:
    """What the contractor must store for this project, decided as on that day."""
    missing = rules.missing or _unlawful(rules)
    if missing or rules.rate is None:
        return Due(missing=missing or "本省工资保证金存储比例没有设置")
    said: list[Reason] = []
    listed = [one for one in record.listed if one.day <= on and (one.until is None or one.until > on)]
    exempt = None if listed else _exempt(contract, record, rules, on)
    if exempt:
        return Due(exempt=True, reasons=(exempt,))
    rate = _base(contract, rules, said)
    rate = _changed(rate, contract, record, listed, rules, on, said)
    basis = contract.fen if contract.annual_fen is None else contract.annual_fen
    fen = _rounded(rate * basis)
    word = "施工合同额" if contract.annual_fen is None else "年度合同额"
    said.append(Reason(f"{word}{yuan(basis)}元 × {percent(rate)} = {yuan(fen)}元", _ELEVEN))
    if rules.ceiling_fen is not None and fen > rules.ceiling_fen:
        fen = rules.ceiling_fen
        said.append(Reason(f"超过本地单个工程的上限，按上限{yuan(fen)}元存储（{rules.source}）", _ELEVEN))
    return Due(fen, rate, False, tuple(said))


def percent(rate: Fraction) -> str:
    """Fraction(3, 200) → "1.5%"; exact up to four decimals."""
    return f"{float(rate * 100):.4f}".rstrip("0").rstrip(".") + "%"


def _rounded(fen: Fraction) -> int:
    """分, half up, rounded once."""
    return int(fen + Fraction(1, 2))


def _unlawful(rules: Rules) -> str:
    """Why the local setting may not be used: outside the frame of the notice."""
    if rules.rate is None:
        return ""
    wrong = [
        (not rules.low <= rules.rate <= rules.high, f"存储比例应当在{percent(rules.low)}至{percent(rules.high)}之间"),
        (
            rules.multi_rate is not None and rules.multi_rate < rules.floor,
            f"多个工程的比例不得低于{percent(rules.floor)}",
        ),
        (not rules.least_cut <= rules.cut <= 1, f"降幅不低于{percent(rules.least_cut)}"),
        (rules.extra < rules.least_extra, f"提高幅度不低于{percent(rules.least_extra)}"),
        (rules.extra_listed < rules.least_extra_listed, f"失信主体的提高幅度不低于{percent(rules.least_extra_listed)}"),
    ]
    faults = [text for bad, text in wrong if bad]
    return f"本地设置不符合{ACT}：{'；'.join(faults)}（{rules.source}）" if faults else ""


def _exempt(contract: Contract, record: Record, rules: Rules, on: date) -> Reason | None:
    before_signing = _since(
        record.arrears, shift_months(contract.signed_on, -12 * rules.small_years), contract.signed_on
    )
    if rules.small_exempt and contract.fen < rules.small_fen and not before_signing:
        text = f"施工合同额低于{yuan(rules.small_fen)}元，签订合同前{rules.small_years}年内没有拖欠，本地规定免予存储（{rules.source}）"
        return Reason(text, _ELEVEN)
    kept = contract.real_name and contract.account
    if rules.clean_exempt and kept and _clean(record, on, rules.exempt_years):
        text = f"存储以来连续{rules.exempt_years}年没有拖欠，并落实实名制和专用账户，新增工程免予存储（{rules.source}）"
        return Reason(text, _TWELVE)
    return None


def _base(contract: Contract, rules: Rules, said: list[Reason]) -> Fraction:
    assert rules.rate is not None
    if contract.projects > 1 and rules.multi_rate is not None:
        rate = max(rules.multi_rate, rules.floor)
        said.append(
            Reason(f"同一地区有{contract.projects}个在建工程，存储比例{percent(rate)}（{rules.source}）", _ELEVEN)
        )
        return rate
    said.append(Reason(f"本地存储比例{percent(rules.rate)}（{rules.source}）", f"{_ELEVEN}；{ACT}第十三条"))
    return rules.rate


def _changed(
    rate: Fraction,
    contract: Contract,
    record: Record,
    listed: list[Listed],
    rules: Rules,
    on: date,
    said: list[Reason],
) -> Fraction:
    recent = _since(record.arrears, shift_months(on, -12 * rules.extra_years), on)
    if listed:
        rows = tuple(f"{chinese_day(one.day)}列入失信主体名单 {one.number}".strip() for one in listed)
        said.append(Reason(f"因欠薪被列入失信主体名单，比例提高{percent(rules.extra_listed)}", _TWELVE, rows))
        return rate * (1 + rules.extra_listed)
    if recent:
        text = f"前{rules.extra_years}年内发生过拖欠（{len(recent)}件），比例提高{percent(rules.extra)}"
        said.append(Reason(text, _TWELVE, tuple(str(one) for one in recent)))
        return rate * (1 + rules.extra)
    if _clean(record, on, rules.cut_years):
        text = f"存储以来连续{rules.cut_years}年没有拖欠，新增工程比例降低{percent(rules.cut)}"
        said.append(Reason(text, _TWELVE))
        return rate * (1 - rules.cut)
    return rate


def _clean(record: Record, on: date, years: int) -> bool:
    """Whether it stored a deposit so many years ago and no arrears were found since then."""
    start = shift_months(on, -12 * years)
    return (
        record.first_stored_on is not None and record.first_stored_on <= start and not _since(record.arrears, start, on)
    )


def _since(rows: tuple[Arrears, ...], start: date, end: date) -> list[Arrears]:
    return [row for row in rows if start <= row.day <= end]
