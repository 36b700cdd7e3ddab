"""Forms as data: those of the folder and those handed in; found by key and version, handed in as a new version, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import yaml
from django.db import transaction

from nuanxin.command.reporting.forms.loading import built, form, known_forms, read_text
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import FormDefinition, ReportRound
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import BadInput, Fault, Refusal
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must


def find_form(key: str, version: str = "") -> Form:
    """A form by key, of a version or the one in force. BadInput where there is none."""
    if key in known_forms():
        kept = form(key)
        if version in ("", kept.version):
            return kept
    rows = FormDefinition.objects.filter(key=key)
    row = rows.filter(version=version).first() if version else rows.filter(in_force=True).first()
    if row is None:
        named = f"“{key}”" + f"（{version}版）" * bool(version)
        raise BadInput(
            Fault(f"没有报表{named}", remedy=f"可用的报表：{'、'.join(each.key for each in forms_in_force())}")
        )
    return read_text(row.text, f"{row.key} {row.version}")


def form_of(round: ReportRound) -> Form:
    """The form of a round, in the version that the round was opened with or moved to."""
    return find_form(round.form, round.form_version)


def forms_in_force() -> list[Form]:
    """Every form that a round can be opened with: the folder's, then those handed in."""
    handed_in = FormDefinition.objects.filter(in_force=True).order_by("key")
    return [form(key) for key in known_forms()] + [read_text(row.text, f"{row.key} {row.version}") for row in handed_in]


def as_text(definition: Mapping[str, Any]) -> str:
    """A plain dict, as the reading of a notice gives it, as the text that is kept."""
    return str(yaml.safe_dump(json.loads(json.dumps(definition)), allow_unicode=True, sort_keys=False))


@transaction.atomic
def define_form(*, text: str, unit: Unit, by: Staff) -> FormDefinition:
    """Take a form in as its unit's next version; it is in force from now on. BadInput names every slip and its place.

    The same text again changes nothing. A version once taken in keeps its text for ever, whether a round uses it or not.
    """
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=unit.region_id, unit_id=unit.pk), doing="制定报表")
    of = read_text(text, "报表定义")
    if not of.key.isidentifier() or not of.key.islower():
        raise BadInput(
            Fault(f"报表定义：key：“{of.key}”应当由小写字母、数字和下划线组成", remedy="例如 legal_service_2024")
        )
    if of.key in known_forms():
        raise Refusal("不能制定这张报表", why=f"“{of.key}”是系统自带的报表", remedy="请换一个 key")
    versions = FormDefinition.objects.select_for_update().filter(key=of.key)
    owner = versions.exclude(unit=unit).select_related("unit").first()
    if owner:
        raise Refusal(
            "不能制定这张报表", why=f"“{of.key}”由{owner.unit.name}制定", remedy="请换一个 key，或由制定单位更新"
        )
    if same := versions.filter(version=of.version).first():
        if same.text == text:
            return same
        used = ReportRound.objects.filter(form=of.key, form_version=of.version).count()
        why = f"{of.version}版已经存在" + (f"，有{used}期报表在用" if used else "") + "，内容与这次上传的不同"
        raise Refusal("不能改动这张报表", why=why, remedy="请把 version 改成新的版本号再上传，原版本照旧保留")
    versions.filter(in_force=True).update(in_force=False)
    row = FormDefinition.objects.create(
        key=of.key, version=of.version, title=of.title, text=text, source=of.source, unit=unit, by=by
    )
    record("report.form_defined", about=row, by=by, details={"key": of.key, "version": of.version})
    return row


def define_from_notice(*, definition: Mapping[str, Any], unit: Unit, by: Staff) -> FormDefinition:
    """The blank form read from a notice, as a plain dict of the same structure."""
    built(definition, "通知中的报表")  # faults are said in the words of the notice before anything is kept
    return define_form(text=as_text(definition), unit=unit, by=by)
