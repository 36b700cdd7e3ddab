"""Lines of a file put together into paragraphs again: page breaks, page numbers and fixed widths mean nothing."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from nuanxin.command.notices.layout.blank_tables import tables_by_blanks
from nuanxin.foundation.common.reading.official.letters import LABEL, Passage, joined
from nuanxin.foundation.common.reading.official.outline_numbers import outline_number

_PAGE_NUMBER = re.compile(r"[-—_·第\s]*\d{1,3}[-—_·页\s]*(?:共\d{1,3}页)?|第\d{1,3}页共\d{1,3}页|\d{1,3}/\d{1,3}")
_ENDS = tuple("。；：！？…")
_STARTS = re.compile(
    r"附件|附表|附：|联系人|联系电话|电话|邮箱|电子邮箱|抄送|（此件|此件|（联系|来源：|备注|注：|填报|制表人|单位负责人|特此|请各|(?:发布日期|发布时间|索引号|发文机关|发布机构|发文单位|成文日期|印发日期|发文日期|生成日期|文号|发文字号|标题|名称|主题词|主题分类|公开方式|有效性|信息来源|时效)：|[—-]+$|（盖章"
)
_TITLE_END = re.compile(r"(?:通知|方案|意见|函|通报|倡议书|公告|决定|计划|办法|要点|通告)(?:（[^）]*）)?$")
_RUN_ON = 300  # letters a line: what is longer has lost its line breaks
_RUNS = 3  # outline numbers behind full stops in one line
_MANY_TABS = 2
_SHORT, _NARROW = 30, 15
_LEVELS_IN_A_RUN = re.compile(
    r"(?<=[。；：！”）])(?=(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.、](?!\d)|第[一二三四五六七八九十]{1,3}[章条]))"
)


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or one row of a table (`cells`); `lines` are its lines with their blanks."""

    passage: Passage
    lines: tuple[str, ...]
    cells: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.passage.text


def paragraphs(source: str) -> list[Paragraph]:
    """Every paragraph in order; blank lines and page numbers are left out."""
    lines = [line for line in _lines(source) if line.cells or not _PAGE_NUMBER.fullmatch(line.text)]
    lines = _without_collectors_note(lines)
    width = _fixed_width([len(line.text) for line in lines if not line.cells])
    result: list[Paragraph] = []
    for line in lines:
        if result and _goes_on(result[-1], line, width):
            before = result.pop()
            line = Paragraph(joined((before.passage, line.passage)), before.lines + line.lines)
        result.append(line)
    return result


def _lines(source: str) -> Iterator[Paragraph]:
    place = 0
    raws = source.splitlines(keepends=True)
    by_blanks = tables_by_blanks(raws)
    for index, raw in enumerate(raws):
        start, place = place, place + len(raw)
        cells = _cells(raw) or by_blanks.get(index, ())
        passage = Passage.of(source, start, place)
        if not passage.text:
            continue
        if cells:
            yield Paragraph(passage, (raw,), cells)
        elif len(passage) > _RUN_ON and len(_LEVELS_IN_A_RUN.findall(passage.text)) >= _RUNS:
            yield from _broken_up(passage)
        else:
            yield Paragraph(passage, (raw.rstrip("\n"),))


def _broken_up(passage: Passage) -> Iterator[Paragraph]:
    """A text without line breaks: a paragraph begins at every outline number behind a full stop."""
    cuts = [0, *(m.start() for m in _LEVELS_IN_A_RUN.finditer(passage.text)), len(passage)]
    for start, end in itertools.pairwise(cuts):
        for piece in _by_blanks(passage.cut(start, end)) if not start else [passage.cut(start, end)]:
            if piece.text:
                yield Paragraph(piece, (piece.printed(),))


def _by_blanks(passage: Passage) -> Iterator[Passage]:
    """Title, recipients and opening of such a text stand apart by blanks at best."""
    start = 0
    for i in range(1, len(passage)):
        if passage.where[i] - passage.where[i - 1] > 1:
            yield passage.cut(start, i)
            start = i
    yield passage.cut(start)


def _cells(raw: str) -> tuple[str, ...]:
    """The cells of a line that is a row of a table: tabs, or the bars of a drawn table."""
    body = raw.rstrip("\r\n")
    if body.count("\t") >= _MANY_TABS:
        return tuple(cell.strip() for cell in body.split("\t"))
    bars = re.sub(r"[│┃｜]", "|", body.strip())
    if bars.count("|") >= _MANY_TABS + 1 and bars.startswith("|"):
        cells = tuple(cell.strip() for cell in bars.strip("|").split("|"))
        return () if all(re.fullmatch(r"[-:—─┼+\s]*", cell) for cell in cells) and any(cells) else cells
    return ()


def _without_collectors_note(lines: list[Paragraph]) -> list[Paragraph]:
    """来源: at the top is a collector's; an abstract (cut off by …) that the text repeats is not read twice."""
    if lines and re.match(r"来源：", lines[0].text):
        lines = lines[1:]
    if len(lines) > 1 and re.search(r"(?:\.{3}|…)$", lines[0].text):
        start = lines[0].text[:12]
        if any(line.text.startswith(start) or start.startswith(line.text[:12]) for line in lines[1:4]):
            lines = lines[1:]
    return lines


def _fixed_width(lengths: list[int]) -> int | None:
    """The width at which a file breaks its lines, if it does (PDF): many lines of almost one length."""
    counts = Counter(lengths)
    best = max(
        (n for n in counts if n >= _NARROW), default=None, key=lambda n: counts[n] + counts[n - 1] + counts[n - 2]
    )
    if best is None or best > 80:
        return None
    alike = counts[best] + counts[best - 1] + counts[best - 2]
    return best if alike >= 4 and alike * 4 >= len(lengths) else None


def _goes_on(before: Paragraph, line: Paragraph, width: int | None) -> bool:
    if before.cells or line.cells or not before.text:
        return False
    if before.text.endswith(_ENDS) or (before.text.startswith("（") and before.text.endswith("）")):
        return False
    if (
        outline_number(line.text)
        or _STARTS.match(line.text)
        or LABEL.match(line.text)
        or _TITLE_END.search(before.text)
    ):
        return False
    if line.lines[0].startswith(("\u3000\u3000", "    ")) and width is None:
        return False
    last_line = len(Passage.of(before.lines[-1]))
    if width is not None and last_line <= width + 2:
        return last_line >= width - 3
    if "。" in before.text:
        return True
    return last_line > _SHORT and ("，" in before.text or "、" in before.text)
