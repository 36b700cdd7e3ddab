"""Statutory figures as papers write them, from the law book of the paper's day: 60日, 百分之五十以上百分之一百以下."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.wording.composing import Figures
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.citation import chinese_number
from nuanxin.foundation.law.terms import Figure, MissingFigure, UnknownTerm, amount


def figures_on(day: date, place: str) -> Figures:
    """Looks up keys of the law table as they hold on `day` at `place` (region code); Refusal where one is missing."""

    def look_up(key: str) -> str:
        book = Law.load()
        try:
            try:
                term = book.term(key, place, on=day)
                return amount(term.value, term.unit)
            except UnknownTerm:
                return figure_text(book.figure(key, place, on=day))
        except MissingFigure as missing:
            raise Refusal("文书不能制作", why=str(missing), remedy="请管理员补充该项标准后再制作") from None

    return look_up


def figure_text(figure: Figure) -> str:
    """A value, or the range that the law leaves to the organ, in the law's own way of writing."""
    if figure.value is not None:
        return _one(figure.value, figure.unit)
    ends = []
    if figure.low is not None:
        ends.append(_one(figure.low, figure.unit) + "以上")
    if figure.high is not None:
        ends.append(_one(figure.high, figure.unit) + "以下")
    return "".join(ends)


def _one(number: Decimal, unit: str) -> str:
    if unit == "ratio":
        percent = number * 100
        return f"百分之{chinese_number(int(percent))}" if percent == int(percent) else f"{percent.normalize():f}%"
    plain = f"{number.normalize():f}"
    return f"{plain}{'元' if unit == 'yuan' else ''}"
