"""A whole file of five hundred pages bound from a desk ÷ a bare merge of the same pages by the same library.

The desk's button does all of it: papers set anew from their locked wording, sealed scans and evidence read back and
checked by digest, pages counted, then cover, index with pages and digests, numbers on every page and bookmarks. The bare
merge is handed the finished PDFs and pictures and puts them one after another. Both write every page.
"""

from __future__ import annotations

import re
import secrets
import struct
import tempfile
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.casefile.volume import case_volume
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.labour_inspection import KEY
from nuanxin.rights.cases.procedures.versions import newest
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.benchmarks.figures import Report, stopwatch
from nuanxin.web.terminal.benchmarks.invent import Ledger
from nuanxin.web.terminal.benchmarks.load import load_clues, make_officer, make_regions

ROWS = 500  # pages
DATABASES = ("postgresql", "sqlite")
_ON = date(2024, 1, 10)
_TURNS = 3
_SHEET_PAGES = 20  # of one scanned account book
_PHOTOS = 20
_PHOTO = (1240, 1754)  # A4 at 150 points an inch
_PAGES = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages\b")


def measure(report: Report) -> None:
    """A fifth of the pages are papers of the house, twenty are photographs, the rest account books in PDF."""
    case, officer = _case()
    _fill(case, officer, report.rows)
    pages = _leaves(case)
    whole, bare = [], []
    for _ in range(_TURNS):
        with stopwatch() as seconds:
            volume = case_volume(case=case, by=officer, on=_ON)
            whole.append(seconds())
        bare.append(_merge(pages))
    counted = _count(volume)
    report.add("案卷页数（含封面和目录）", counted, "页")
    report.add("卷内文件", len(pages), "件")
    report.add("装订整卷", min(whole), "秒", limit=60)
    report.add("同样各页直接合并", min(bare), "秒")
    report.add("装订 ÷ 直接合并", min(whole) / min(bare), limit=25)  # a fifth of the pages is set anew
    report.add("每页", min(whole) / counted * 1000, "毫秒")
    report.add("缺少的页", max(0, report.rows - counted), "页", limit=0)


def _case() -> tuple[Case, Any]:
    make_regions()
    unit, officer = make_officer()
    unit.document_word = "新人社"
    unit.save()
    load_clues(Ledger(7, 1), unit, officer, people=False, keys=False)
    Clue.objects.update(region=unit.region)  # in sight of the desk
    clue = Clue.objects.get()
    version = newest(KEY).version
    case = Case.objects.create(
        clue=clue, number="测速立字〔2024〕1号", procedure=KEY, procedure_version=version, step="", unit=unit, officer=officer, opened_on=_ON
    )  # fmt: skip
    return case, officer


def _fill(case: Case, officer: Any, pages: int) -> None:
    """Papers of one length, photographs, and account books for the rest."""
    items = [[str(n), f"工资表第{n}页和考勤记录", "调取", "2024-01-03", "AV-1"] for n in range(1, 40)]
    fields = {
        "case_name": "测速案", "case_number": str(case), "items": items, "total": "39件", "officers": ["甲 1", "乙 2"],
    }  # fmt: skip
    papers = 0
    while papers < pages // 5:
        paper = issue_paper(kind="evidence_list", about=case, fields=fields, unit=case.unit, by=officer, on=_ON)
        papers += _count(pdf_of(paper))
    for _ in range(_PHOTOS):
        _keep(case, "现场照片.png", "image/png", _picture())
    for n in range(max(1, -(-(pages - papers - _PHOTOS) // _SHEET_PAGES))):
        _keep(case, f"账册{n}.pdf", "application/pdf", _book(n))


def _keep(case: Case, name: str, kind: str, content: bytes) -> None:
    path = f"evidence/{case.clue_id}/{secrets.token_hex(16)}"
    target = Path(settings.MEDIA_ROOT) / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
    Evidence.objects.create(clue=case.clue, name=name, media_type=kind, size=len(content), digest=sm3(content).hex(), path=path)  # fmt: skip


def _picture() -> bytes:
    """A grey picture with a little noise, so that it neither vanishes in packing nor resists it."""
    width, height = _PHOTO
    noise = secrets.token_bytes(width)
    rows = b"".join(b"\0" + bytes((byte >> 4) + row % 200 for byte in noise) for row in range(height))
    parts = ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))  # fmt: skip
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )


def _book(seed: int) -> bytes:
    """An account book: every page a table of figures."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "book.typ"
        page.write_text(
            f'#set page(paper: "a4")\n#for p in range({_SHEET_PAGES}) {{ table(columns: 6, ..range(180).map(n => str(n * (p + {seed + 3})))); pagebreak(weak: true) }}',
            encoding="utf-8",
        )
        made: bytes = typst.compile(page)
    return made


def _leaves(case: Case) -> list[tuple[str, bytes, int]]:
    """The finished files in their order: ending, bytes, pages."""
    found = [(".pdf", made, _count(made)) for made in map(pdf_of, Paper.objects.order_by("pk"))]
    for row in Evidence.objects.order_by("pk"):
        content = (Path(settings.MEDIA_ROOT) / row.path).read_bytes()
        found.append((".png", content, 1) if row.media_type == "image/png" else (".pdf", content, _count(content)))
    return found


def _merge(leaves: list[tuple[str, bytes, int]]) -> float:
    """Seconds to put the pages one after another, nothing else."""
    with tempfile.TemporaryDirectory() as folder, stopwatch() as seconds:
        here = Path(folder)
        lines = ['#set page(paper: "a4", margin: 0pt)']
        for number, (ending, content, pages) in enumerate(leaves):
            (here / f"{number:04d}{ending}").write_bytes(content)
            for page in range(1, pages + 1):
                which = f", page: {page}" if ending == ".pdf" else ""
                lines.append(f'#image("{number:04d}{ending}"{which}, width: 100%, height: 100%, fit: "contain")')
        (here / "merge.typ").write_text(
            "\n#pagebreak(weak: true)\n".join([lines[0] + "\n" + lines[1], *lines[2:]]), encoding="utf-8"
        )
        typst.compile(here / "merge.typ", root=here)
        return seconds()


def _count(pdf: bytes) -> int:
    return max(int(a or b) for a, b in _PAGES.findall(pdf))
