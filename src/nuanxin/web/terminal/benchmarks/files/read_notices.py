"""Reading notices: seconds a page of a paper of two hundred pages, as text and as PDF, of ruled PDF tables, of hostile texts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

from nuanxin.command.notices.file_reading import read_notice
from nuanxin.command.notices.files.opening import open_notice
from nuanxin.command.notices.reading import read_text
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch

_PAGE = 800  # letters
ROWS = 200 * _PAGE  # letters: a paper of two hundred pages
DATABASES = ("postgresql", "sqlite")  # asks neither
_HOSTILE_PAGES = 20
_SECTION = (
    "（一）加强排查。各县（市、区）人力资源社会保障局要会同公安、住建、交通运输等部门，对在建工程项目开展全面排查，摸清欠薪项目数、涉及人数和欠薪金额，于2024年1月15日前报送排查情况。"
    "对排查发现的问题，要建立台账，逐项整改，确保欠薪案件全部办结。督促施工企业按月足额支付农民工工资，鼓励各地设立维权窗口。\n"
    "（二）依法处置。劳动保障监察机构应当在立案之日起60个工作日内完成调查，做到应立尽立；公安机关要依法打击拒不支付劳动报酬犯罪。每月通报一次进展情况。\n"
)
_HOSTILE = (
    "公安、",
    "（",
    "要督促企业，",
    "2024年1月1日至",
    "一、",
    "会同",
    "请各县（市、区）",
    "每月定期",
    "第一条\n",
    "：1.甲；2.乙；",
    "应立尽立",
    "“",
    "甲   乙   丙\n",
    "序号   姓名   人数（人）\n",
    "|甲|乙|丙|\n",
)


def measure(report: Report) -> None:
    """A long notice of real density; then one form of words over and over, as nobody writes and an attacker might."""
    text = "关于开展根治欠薪行动的通知\n\n各县（市、区）人民政府：\n\n"
    while len(text) < report.rows:
        text += f"{'一二三四五六七八九'[len(text) % 9]}、工作任务\n{_SECTION}"
    with stopwatch() as seconds:
        reading = read_text(text)
        report.add("读文本", seconds() / (len(text) / _PAGE), "秒/页", limit=1)
    report.add("读出的任务", len(reading["tasks"]), "项")
    report.add("读出的期限", len(reading["deadlines"]), "项")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "notice.typ"
        source.write_text("#set page(width: 21cm, height: 29.7cm)\n" + text.replace("\n", "\n\n"), encoding="utf-8")
        typst.compile(str(source), output=str(source.with_suffix(".pdf")))
        with stopwatch() as seconds:
            read = len(read_notice(source.with_suffix(".pdf"))["source"]["text"])
            report.add("读 PDF", seconds() / (read / _PAGE), "秒/页", limit=1)
    report.add("读 PDF 报表", _ruled(max(1, min(_HOSTILE_PAGES, report.rows // _PAGE))), "秒/页", limit=1)
    report.add("最难的文本", _worst(min(_HOSTILE_PAGES, max(1, report.rows // _PAGE))), "秒/页", limit=1)


def _ruled(pages: int) -> float:
    """Seconds a page of PDF pages that hold a table of forty rows and sixteen columns each."""
    cells = ", ".join("[一]" if place % 3 else "[12]" for place in range(40 * 16))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "forms.typ"
        sheet = f"情况表\n#table(columns: 16, {cells})"
        source.write_text("#set page(width: 42cm, height: 29.7cm)\n" + "#pagebreak()\n".join([sheet] * pages), encoding="utf-8")  # fmt: skip
        typst.compile(str(source), output=str(source.with_suffix(".pdf")))
        with stopwatch() as seconds:
            open_notice(source.with_suffix(".pdf"))
            return seconds() / pages


def _worst(pages: int) -> float:
    """Seconds a page of the form of words that takes longest."""
    worst = 0.0
    for words in _HOSTILE:
        with stopwatch() as seconds:
            read_text(words * (pages * _PAGE // len(words)))
            worst = max(worst, seconds() / pages)
    return worst
