"""A form is drawn up: begun from an empty sheet, a blank workbook, a notice or a form; kept, published, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.command.campaigns.models import Notice
from nuanxin.command.notices.forms.definition import form_definition
from nuanxin.command.reporting.definitions import as_text, define_form
from nuanxin.command.reporting.designing.building import Built, build
from nuanxin.command.reporting.designing.opening import sheet_of
from nuanxin.command.reporting.designing.worksheet import Worksheet, empty_sheet, from_json
from nuanxin.command.reporting.forms.layout import form_layout
from nuanxin.command.reporting.forms.loading import known_forms
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import FormDefinition, FormDraft
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import BadInput, Fault, NotFound, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, may, must, visible

MOST_ROWS, MOST_COLUMNS = 60, 30  # of a sheet begun empty; more are added one by one


@transaction.atomic
def begin_draft(*, sheet: Worksheet, unit: Unit, by: Staff, notice: Notice | None = None) -> FormDraft:
    """A draft of a unit; a key is given where the sheet brings none."""
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=unit.region_id, unit_id=unit.pk), doing="制定报表")
    title = sheet.meta["title"].strip()[:120] or "未命名报表"
    draft = FormDraft.objects.create(
        title=title, content=sheet.as_json(), unit=unit, by=by, changed_by=by, notice=notice
    )
    if not sheet.meta["key"]:
        sheet.meta["key"] = f"form_{draft.pk}"
        draft.content = sheet.as_json()
        draft.save(update_fields=["content"])
    record("report.draft_begun", about=draft, by=by, details={"title": title})
    return draft


def empty(*, title: str, rows: int, columns: int) -> Worksheet:
    """A new sheet of so many rows and columns."""
    if not (0 <= rows <= MOST_ROWS and 0 <= columns <= MOST_COLUMNS) or bool(rows) != bool(columns):
        why = f"行数应在0到{MOST_ROWS}之间、列数在0到{MOST_COLUMNS}之间；没有表格的两样都填0"
        raise BadInput(Fault(why))
    sheet = empty_sheet(rows, columns)
    sheet.meta["title"] = title
    standing = sheet_of({"rows": {}, "columns": {}})
    sheet.checks = standing.checks
    return sheet


def from_workbook(content: bytes, *, title: str = "") -> Worksheet:
    """The sheet as a blank workbook shows it."""
    sheet = sheet_of(form_layout(content, key="", version="1", source=""))
    sheet.meta["title"] = title or sheet.meta["title"]
    return sheet


def from_form(of: Form, *, same_form: bool) -> Worksheet:
    """A copy of a form: as a form of its own, or as its next version with a version number not yet used."""
    sheet = sheet_of(of.model_dump(), same_form=same_form)
    if not same_form:
        sheet.meta |= {"key": "", "version": "1"}
        return sheet
    if of.key in known_forms():
        raise Refusal("不能改动这张报表", why=f"“{of.title}”是系统自带的报表", remedy="请复制为新表后再改")
    used = set(FormDefinition.objects.filter(key=of.key).values_list("version", flat=True))
    sheet.meta["version"] = next(str(n) for n in range(2, len(used) + 3) if str(n) not in used)
    return sheet


def from_notice(notice: Notice, part: str, place: int) -> Worksheet:
    """The blank form that was read in a notice: the so-manieth of its own or of the notice that it passes on."""
    read: Mapping[str, Any] = (notice.reading.get("forwarded") or {}) if part == "inner" else notice.reading
    forms = read.get("forms") or []
    if not 0 <= place < len(forms):
        raise NotFound("没有找到这张报表", why="通知里没有读到这张报表", remedy="请从来文页面打开")
    number = read.get("number") or notice.reading.get("number")
    source = f"{number if isinstance(number, str) and number else notice.title} 附件"
    return sheet_of(form_definition(forms[place], key="", version="1", source=source[:200]))


@transaction.atomic
def keep_draft(*, draft: FormDraft, sheet: Worksheet, edits: int, by: Staff) -> FormDraft:
    """Keep what stands in the boxes, right or wrong. Refusal where somebody else kept another in the meantime."""
    draft = _open_draft(draft, by)
    if draft.edits != edits:
        why = f"{draft.changed_by.name}在您打开之后保存过这份草稿"
        raise Refusal("没有保存", why=why, remedy="您填的都还在下面，请另开一页核对；要以您的为准，再点一次保存")
    draft.title = sheet.meta["title"].strip()[:120] or "未命名报表"
    draft.content, draft.edits = sheet.as_json(), draft.edits + 1
    draft.changed_at, draft.changed_by = occasion.now(), by
    draft.save(update_fields=["title", "content", "edits", "changed_at", "changed_by"])
    return draft


@transaction.atomic
def publish_draft(*, draft: FormDraft, by: Staff) -> FormDefinition:
    """The draft becomes the version in force; rounds that are open keep theirs. BadInput names every slip and its place."""
    draft = _open_draft(draft, by)
    made = built_draft(draft)
    if made.slips:
        raise BadInput([Fault(f"{slip.place}：{slip.text}") for slip in made.slips])
    definition = {key: held for key, held in made.definition.items() if held not in ({}, [], "")}
    definition |= {"checks": made.definition["checks"]}
    row = define_form(text=as_text(definition), unit=draft.unit, by=by)
    draft.published = row
    draft.save(update_fields=["published"])
    record("report.draft_published", about=draft, by=by, details={"key": row.key, "version": row.version})
    return row


@transaction.atomic
def drop_draft(*, draft: FormDraft, by: Staff) -> None:
    """The draft is no longer wanted; what it said stays on record."""
    draft = _open_draft(draft, by)
    draft.dropped_at = occasion.now()
    draft.save(update_fields=["dropped_at"])
    record("report.draft_dropped", about=draft, by=by, details={"title": draft.title})


def built_draft(draft: FormDraft) -> Built:
    return build(from_json(draft.content))


def drafts_for(staff: Staff) -> QuerySet[FormDraft]:
    """Drafts that the person may work at or look at: of units in the area for which forms are drawn up."""
    rows = FormDraft.objects.select_related("unit", "by", "changed_by", "published", "notice")
    return visible(rows, staff, Permission.REPORT_ACCEPT, region="unit__region", unit="unit", owner="by")


def seen_draft(staff: Staff, key: int) -> FormDraft:
    """The draft, or the same answer whether it is out of sight or not there."""
    found = drafts_for(staff).filter(pk=key, dropped_at__isnull=True).first()
    if found is None:
        raise NotFound("没有找到这份草稿", why="可能已经作废，或不在您的辖区", remedy="请从“设计报表”中打开")
    return found


def may_draft(staff: Staff, unit: Unit) -> bool:
    return may(staff, Permission.REPORT_ACCEPT, FileFacts(region=unit.region_id, unit_id=unit.pk))


def _open_draft(draft: FormDraft, by: Staff) -> FormDraft:
    rows = FormDraft.objects.select_for_update(of=("self",)).select_related("unit", "changed_by")
    draft = rows.get(pk=draft.pk)
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=draft.unit.region_id, unit_id=draft.unit_id), doing="制定报表")
    if draft.published_id or draft.dropped_at:
        state = "已经启用" if draft.published_id else "已经作废"
        raise Refusal("不能改动这份草稿", why=f"它{state}", remedy="要改请从报表目录点“改成新版本”或“复制”")
    return draft
