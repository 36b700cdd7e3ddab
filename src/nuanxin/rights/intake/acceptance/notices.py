"""The papers of acceptance, filled from the clue. Where a unit cannot number papers yet, the file says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.intake.channels import ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import phone_of


def common_fields(clue: Clue, unit: Unit | None = None) -> dict[str, Any]:
    """What every paper to the reporter says: to whom, about what, since when, whom to ask."""
    issuer = unit or clue.unit
    names = [one.name for one in clue.reporters.all() if one.name and not one.anonymous]
    return {
        "complainant": "、".join(names),
        "received_on": clue.received_on,
        "matter": matter_of(clue),
        "contact_name": clue.officer.name,
        "contact_phone": phone_of(clue),
        "contact_address": issuer.address,
    }


def respondent_of(clue: Clue) -> str:
    """The employer as registered, else as said, else the project."""
    named = clue.employer.name if clue.employer else clue.employer_said
    return named or clue.project_said or "（单位不详）"


def matter_of(clue: Clue) -> str:
    """拖欠工资 with what was stated of persons and money."""
    parts = [f"{clue.persons}人" if clue.persons else "", f"{yuan(clue.amount_fen)}元" if clue.amount_fen else ""]
    stated = "、".join(part for part in parts if part)
    return f"拖欠工资（{stated}）" if stated else "拖欠工资"


def wants_paper(clue: Clue) -> bool:
    """Papers go to complainants who gave their name; who reports anonymously reads the progress page."""
    return clue.kind == ClueKind.COMPLAINT and any(one.name and not one.anonymous for one in clue.reporters.all())


def issue_if_ready(
    *, kind: str, clue: Clue, unit: Unit, fields: Mapping[str, Any], by: Staff, on: date
) -> tuple[Paper | None, str]:
    """(the issued paper, "") or (None, why there is none). For papers that the law does not demand in writing."""
    if not wants_paper(clue):
        return None, "反映人没有具名，不制发文书"
    if not unit.document_word or not unit.address:
        lacking = "、".join(
            name for name, value in (("机关代字", unit.document_word), ("地址", unit.address)) if not value
        )
        return None, f"{unit.name}没有设置{lacking}，文书未制发，请系统管理员补充后补发"
    try:
        return issue_paper(kind=kind, about=clue, fields=fields, unit=unit, by=by, on=on), ""
    except Refusal as refused:
        raise Refusal(f"{clue.number}的文书不能制发", why=str(refused), remedy="请补齐后再办理") from refused
