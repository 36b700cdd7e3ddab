"""维权信息告示牌 from the employer's side: filled as far as the house knows, refused while a lawful field is missing, photographed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.wording.composing import Sheet, compose
from nuanxin.foundation.documents.wording.figures import figures_on
from nuanxin.foundation.documents.wording.printing import is_blank
from nuanxin.foundation.documents.wording.templates import PaperField, template
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Project
from nuanxin.rights.disputes.arbitration.local_figures import minimum_wage
from nuanxin.rights.intake.files.keeping import store, stored
from nuanxin.watch.monitoring.employers.caller import Caller, must_keep
from nuanxin.watch.monitoring.employers.models import PostedBoard, WageClerk

KIND = "rights_board"
# What the place and the house decide; the firm cannot write its own telephone over the inspectors'.
FIXED = ("project", "minimum_wage", "inspection_phone", "legal_hotline", "report_url")


def board_fields() -> tuple[PaperField, ...]:
    """The fields of 条例 第三十四条 as the paper declares them."""
    return template(KIND).fields


def known_fields(project: Project, report_url: str, on: date) -> dict[str, Any]:
    """What is known: the last board's own words, then what the house holds. Empty where nobody entered it."""
    last = PostedBoard.objects.filter(project=project, event=PostedBoard.Event.PRINTED).order_by("-pk").first()
    wage, unit = minimum_wage(project.region_id, on), receiving_unit(project.region)
    clerk = WageClerk.objects.filter(project=project, ended_on__isnull=True).order_by("pk").first()
    named = f"{clerk.name} {clerk.phone}" if clerk else f"{project.wage_clerk} {project.wage_clerk_phone}".strip()
    place = project.get_industry_display() if project.industry else ""
    found = {
        "owner": project.owner_name,
        "general_contractor": project.employer.name if project.employer else "",
        "industry_authority": f"{project.region.name}{place}主管部门" if place else "",
        "wage_officer": named,
        "pay_day": f"每月{project.pay_day}日" if project.pay_day else "",
        "paper_size": "A3",
        **(last.fields if last else {}),
    }
    fixed = {
        "project": project.name,
        "minimum_wage": f"每月{wage.fen / 100:g}元（{wage.source}）" if wage.fen else "",
        "inspection_phone": f"{unit.name} {unit.phone}" if unit.phone else "",
        "legal_hotline": "12348",
        "report_url": report_url if project.site_code else "",
    }
    return {**found, **fixed}


def missing_fields(fields: Mapping[str, Any]) -> list[tuple[PaperField, str]]:
    """Which lawful fields are still empty, each with whose turn it is."""
    return [
        (one, "由当地人社局录入，请打12333" if one.key in FIXED else "请您填写")
        for one in board_fields()
        if one.required and is_blank(fields.get(one.key))
    ]


def board_paper(project: Project, fields: Mapping[str, Any], on: date) -> Sheet:
    """The finished board. Refusal that names every lawful field that is missing, with its article."""
    return compose(
        whole=template(KIND),
        fields=fields,
        agency=project.employer.name if project.employer else "",
        number="",
        day=on,
        figures=figures_on(on, project.region_id),
    )


@transaction.atomic
def print_board(
    *, project: Project, fields: Mapping[str, Any], report_url: str, by: Caller, on: date
) -> tuple[PostedBoard, Sheet]:
    """Keep what the firm wrote and make the paper; nothing is kept where a field is missing."""
    must_keep(by, project)
    known = known_fields(project, report_url, on)
    own = {key: value for key, value in fields.items() if key not in FIXED}
    sheet = board_paper(project, {**known, **own}, on)
    row = PostedBoard.objects.create(
        project=project, event=PostedBoard.Event.PRINTED, happened_on=on, recorded_by=by.title, fields=own
    )
    record("print_rights_board", about=row, by=by.actor, details={"project": project.pk, "on": on})
    return row, sheet


@transaction.atomic
def add_photo(*, project: Project, content: bytes, by: Caller, on: date) -> PostedBoard:
    """The board as it hangs, as proof. Refusal for what is no picture, is too large, or before a board was printed."""
    must_keep(by, project)
    if last_of(project, PostedBoard.Event.PRINTED) is None:
        raise Refusal("照片不能上传", why="还没有打印告示牌", remedy="请先补齐内容并打印，张贴后再拍照")
    kept = store(content, f"boards/{project.pk}", groups=("image",), accepted="照片（JPG、PNG、HEIC、WebP）")
    row = PostedBoard.objects.create(
        project=project,
        event=PostedBoard.Event.PHOTOGRAPHED,
        happened_on=on,
        recorded_by=by.title,
        path=kept.path,
        media_type=kept.media_type,
        digest=kept.digest,
    )
    record(
        "photograph_rights_board",
        about=row,
        by=by.actor,
        details={"project": project.pk, "digest": kept.digest, "on": on},
    )
    return row


def photo_of(row: PostedBoard) -> bytes:
    """The picture as it came."""
    return stored(row.path, row.digest)


def last_of(project: Project, event: str) -> PostedBoard | None:
    """The latest printing or photo."""
    return PostedBoard.objects.filter(project=project, event=event).order_by("-pk").first()
