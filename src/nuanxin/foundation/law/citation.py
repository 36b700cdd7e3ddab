"""Which article of which act: read from the short form of the parameter files, printed as officials write it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

_DIGITS = "零一二三四五六七八九"
_ARTICLE = re.compile(r"(\d+)(?:-(\d+))?(.*)", re.ASCII)


def chinese_number(number: int) -> str:
    """1 … 9999 in Chinese: 85 → 八十五, 276 → 二百七十六, 1005 → 一千零五.

    >>> chinese_number(17), chinese_number(100), chinese_number(203)
    ('十七', '一百', '二百零三')
    """
    if not 0 < number < 10_000:
        raise ValueError(f"条文序号超出范围：{number}")
    written, gap = "", False
    for unit, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            written += ("零" if gap and written else "") + _DIGITS[digit] + sign
            gap = False
        else:
            gap = True
    return written.removeprefix("一") if written.startswith("一十") else written


@dataclass(frozen=True)
class Act:
    """An act or document: short name used in the parameter files, official name, document number, places to find it."""

    short: str
    name: str
    number: str = ""

    @property
    def title(self) -> str:
        return f"《{self.name}》" if self.name else self.number


@dataclass(frozen=True)
class Citation:
    """One act and its article, e.g. ("17", "276-1", "一(二)"); the article may be empty for a whole document."""

    act: Act
    article: str = ""

    def __str__(self) -> str:
        return self.act.title + self.article_text

    @property
    def article_text(self) -> str:
        """17 → 第十七条; 276-1 → 第二百七十六条之一; 31(6) → 第三十一条（6）; other text as it is."""
        found = _ARTICLE.fullmatch(self.article)
        if not found:
            return self.article
        inserted = f"之{chinese_number(int(found[2]))}" if found[2] else ""
        return f"第{chinese_number(int(found[1]))}条{inserted}{found[3]}"


def read_citations(text: str, acts: Mapping[str, Act]) -> tuple[Citation, ...]:
    """Read "处罚法 61,85; 若干规定 37" with the acts known; ValueError (Chinese) names an unknown act."""
    citations: list[Citation] = []
    for part in re.split(r"[;；]", text):
        short, _, articles = part.strip().partition(" ")
        if short not in acts:
            raise ValueError(f"依据“{part.strip()}”中的“{short}”不在法规目录 acts.yaml 中")
        citations.extend(Citation(acts[short], article.strip()) for article in re.split(r"[,，]", articles))
    return tuple(citations)


def written_together(citations: tuple[Citation, ...]) -> str:
    """《甲法》第一条、第二条；《乙法》第三条 — articles of one act share its title."""
    by_act: dict[str, list[str]] = {}
    for citation in citations:
        by_act.setdefault(citation.act.title, []).append(citation.article_text)
    return "；".join(
        title + "、".join(article for article in articles if article) for title, articles in by_act.items()
    )
