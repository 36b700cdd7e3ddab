"""A visit made on a phone finds its record: by the phone's number, else by employer, project and day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.channels import Channel
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.registration.linking import employer_for, project_for
from nuanxin.watch.inspection.field.batch import SentVisit
from nuanxin.watch.inspection.field.records import FieldKey, FieldVisit


def must_fill(by: Staff, region: str) -> None:
    """Refuse whoever may not record visits in the place."""
    facts = FileFacts(region=region, unit_id=by.unit_id, owner_id=by.pk)
    must(by, Permission.INSPECTION_RECORD, facts, doing="填写该地的检查")


def open_record(*, sent: SentVisit, by: Staff, on: date) -> FieldVisit:
    """The record of a visit, made when nobody made it before. Two officers at one firm on one day fill in one record."""
    known = FieldKey.objects.select_related("record__employer", "record__project").filter(key=UUID(sent.key)).first()
    if known:
        must_fill(by, known.record.region_id)
        return known.record
    if sent.visited_on > on:
        raise Refusal("不能同步这次检查", why="检查日期晚于今天", remedy="请核对手机的日期")
    region, employer, project = _whom(sent, by)
    row, _ = FieldVisit.objects.get_or_create(
        employer=employer,
        project_key=project.name_key if project else "",
        visited_on=sent.visited_on,
        defaults={"project": project, "region": region, "opened_by": by},
    )
    must_fill(by, row.region_id)
    FieldKey.objects.get_or_create(key=UUID(sent.key), defaults={"record": row, "by": by})
    return row


def _whom(sent: SentVisit, by: Staff) -> tuple[Region, Employer, Project | None]:
    """Place, employer, project. The place of a listed project or employer is theirs, whatever the phone says."""
    project = _project(sent)
    employer = _employer(sent)
    if employer is None and project and project.employer:
        employer = project.employer
    code = (project and project.region_id) or (employer and employer.region_id) or sent.region
    region = Region.objects.filter(pk=code).first()
    if region is None:
        raise Refusal("不能同步这次检查", why="没有写明区划", remedy="请在手机上选择区划")
    must_fill(by, region.pk)
    if employer is None:
        employer = _written_in(sent, region)
    if project is None and sent.project_name.strip():
        project = project_for(_facts(sent, region), employer, region)
    return region, employer, project


def _written_in(sent: SentVisit, region: Region) -> Employer:
    """An employer that was not on the list: found by code or name, else entered."""
    employer = employer_for(_facts(sent, region), region) if sent.employer_name.strip() else None
    if employer is None:
        raise Refusal("不能同步这次检查", why="没有写明用人单位", remedy="请在手机上填写用人单位名称")
    return employer


def _facts(sent: SentVisit, region: Region) -> ClueFacts:
    return ClueFacts(
        channel=Channel.INSPECTION, region=region.pk, received_on=sent.visited_on, employer_name=sent.employer_name,
        credit_code=sent.credit_code.strip().upper(), project_name=sent.project_name,
    )  # fmt: skip


def _project(sent: SentVisit) -> Project | None:
    if sent.project is None:
        return None
    row = Project.objects.select_related("merged_into__employer", "employer").filter(pk=sent.project).first()
    if row is None:
        raise Refusal("不能同步这次检查", why="没有这个项目", remedy="请重新下载名单")
    return row.merged_into or row


def _employer(sent: SentVisit) -> Employer | None:
    if sent.employer is None:
        return None
    row = Employer.objects.select_related("merged_into").filter(pk=sent.employer).first()
    if row is None:
        raise Refusal("不能同步这次检查", why="没有这个用人单位", remedy="请重新下载名单")
    return row.merged_into or row
