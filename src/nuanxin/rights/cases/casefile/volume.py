"""案卷: every paper of the case and its clue, their sealed copies and the evidence, as one PDF with index and digests."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.copies import pdf_of
from nuanxin.foundation.documents.models import Paper, SealedCopy
from nuanxin.foundation.documents.rendering.binding import Leaf, bind
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.versions import procedure
from nuanxin.rights.cases.steps.rights import has_own_desk, must_act
from nuanxin.rights.intake.files import open_evidence
from nuanxin.rights.intake.files.evidence import Evidence
from nuanxin.rights.intake.files.keeping import open_stamped


def case_volume(*, case: Case, by: Staff, on: date) -> bytes:
    """The volume as it stands on that day: papers in the order of their issue, then the evidence. Taking it is on record."""
    must_act(by, Permission.CLUE_HANDLE, case, doing="打印案卷")
    leaves = [*_papers(case), *_evidence(case, by)]
    made = bind(
        title=_title(case),
        facts=_cover(case, len(leaves), on),
        leaves=leaves,
        fonts_folder=settings.NUANXIN_HOME / "fonts",
    )
    record("bind_case_file", about=case, by=by, details={"leaves": len(leaves), "bytes": len(made), "on": on})
    return made


def _title(case: Case) -> str:
    if has_own_desk(case):
        return f"{procedure(case.procedure, case.procedure_version).name}案卷"
    return "劳动保障监察案卷" if case.number else "欠薪协调处理卷"


def _papers(case: Case) -> list[Leaf]:
    """Issued papers and void ones (marked as such); a sealed copy follows its paper."""
    about = Q(about_kind="cases.case", about_id=case.pk) | Q(about_kind="intake.clue", about_id=case.clue_id)
    found: list[Leaf] = []
    for paper in (
        Paper.objects.filter(about, ~Q(status=Paper.Status.DRAFT)).select_related("unit").order_by("issued_on", "pk")
    ):
        mark = "（已作废）" if paper.status == Paper.Status.VOIDED else ""
        day = paper.issued_on.isoformat() if paper.issued_on else ""
        found.append(Leaf(f"{paper.title}{mark}", paper.number, day, pdf_of(paper), ours=True))
        for copy in SealedCopy.objects.filter(paper=paper).select_related("paper").order_by("pk"):
            name = f"{paper.title}（盖章件：{copy.get_way_display()}{'，演示印模' if copy.demo else ''}）"
            content, why = _read(partial(open_stamped, copy))
            day = copy.sealed_on.isoformat()
            found.append(Leaf(name, paper.number, day, content, copy.media_type, why_not=why, digest=copy.file_digest))
    return found


def _evidence(case: Case, by: Staff) -> list[Leaf]:
    found = []
    for row in Evidence.objects.filter(clue=case.clue).select_related("clue").order_by("pk"):
        content, why = _read(partial(open_evidence, evidence=row, by=by))
        source = "劳动者提供" if row.from_worker else "承办人上传"
        day = localtime(row.uploaded_at).date().isoformat()
        found.append(Leaf(f"证据：{row.name}", source, day, content, row.media_type, why_not=why, digest=row.digest))
    return found


def _read(open_it: Callable[[], bytes]) -> tuple[bytes, str]:
    """The file, or nothing and the reason: one that is held back or damaged must not keep the others from being bound."""
    try:
        return open_it(), ""
    except Refusal as refused:
        return b"", refused.why
    except OSError:
        return b"", "文件不在存放处，请从备份恢复"


def _cover(case: Case, leaves: int, on: date) -> list[tuple[str, str]]:
    clue = case.clue
    employer = clue.employer.name if clue.employer else clue.employer_said
    names = "、".join(one.name for one in (case.officer, case.second_officer) if one)
    return [
        ("案号", str(case)),
        ("线索编号", clue.number),
        ("用人单位", employer or "（单位不详）"),
        ("承办单位", case.unit.name),
        ("承办人", names),
        ("立案（启动）日期", chinese_day(case.opened_on)),
        ("结案", f"{chinese_day(case.closed_on)}（{case.closing}）" if case.closed_on else "尚未结案"),
        ("卷内文件", f"{leaves}件"),
        ("制作日期", chinese_day(on)),
    ]
