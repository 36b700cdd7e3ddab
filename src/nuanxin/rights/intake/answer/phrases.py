"""Standard texts (常用语): dated data of the house and of units, filled from the file, counted when they go out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml
from django.db import transaction
from django.db.models import Count, Q
from pydantic import BaseModel, ConfigDict, model_validator

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import NotAllowed, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, holds, must
from nuanxin.rights.intake.answer.checking import SAYS, Use
from nuanxin.rights.intake.answer.phrase_rows import StandardText, StandardTextUse
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import phone_of

_FILE = Path(__file__).with_name("standard_texts.yaml")
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")
# What can be filled from a file, with the name that stands there while the file does not know it.
FIELDS = {
    "number": "线索编号", "received": "收到日期", "employer": "用人单位", "project": "项目", "place": "地点",
    "unit": "承办单位", "officer": "承办人", "phone": "电话", "persons": "人数", "amount": "金额",
}  # fmt: skip
LONGEST = 500


class Phrase(BaseModel):
    """One standard text as written. `key`: house:<key> or row:<number>; `unit`: whose, None for the whole house."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    use: Use
    title: str
    body: str
    about: str = ""
    valid_from: date
    valid_to: date | None = None
    unit: int | None = None

    @model_validator(mode="after")
    def _sound(self) -> Phrase:
        if why := why_unsound(self.body, self.about):
            raise ValueError(why)
        return self

    def holds(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True)
class Offered:
    """A text as offered for one file: filled, with how often the unit has used it."""

    phrase: Phrase
    text: str
    used: int


def why_unsound(body: str, about: str) -> str:
    """Why a text cannot be kept; empty where it can. Pure."""
    unknown = sorted(set(_PLACEHOLDER.findall(body)) - set(FIELDS))
    if not body.strip() or len(body) > LONGEST:
        return f"没有内容，或者超过{LONGEST}个字"
    if unknown:
        return f"不认识的占位：{'、'.join(unknown)}；可用：{'、'.join(FIELDS)}"
    return f"没有“{about}”这种结论或者情形" if about and about not in SAYS else ""


def filled(body: str, values: Mapping[str, str]) -> str:
    """The text with the file's values; what the file does not know stays a place to fill. Pure."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], "").strip() or f"【{FIELDS[found[1]]}】", body)


@cache
def house_phrases() -> tuple[Phrase, ...]:
    """The texts that come with the house, all days."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Phrase(**{**row, "key": f"house:{row['key']}"}) for row in rows)


def phrases(units: Iterable[int], on: date) -> list[Phrase]:
    """Every text in force for these units on a day: the house's and their own."""
    rows = StandardText.objects.filter(Q(unit__in=list(units)) | Q(unit=None)).order_by("pk")
    own = [
        Phrase(
            key=f"row:{row.pk}", use=Use(row.use), title=row.title, body=row.body, about=row.about,
            valid_from=row.valid_from, valid_to=row.valid_to, unit=row.unit_id,
        )
        for row in rows
    ]  # fmt: skip
    return [phrase for phrase in (*own, *house_phrases()) if phrase.holds(on)]


def uses(units: Iterable[int]) -> Counter[str]:
    """How often these units have sent each text."""
    rows = StandardTextUse.objects.filter(unit__in=list(units)).values("key").annotate(n=Count("pk"))
    return Counter({row["key"]: row["n"] for row in rows})


def offered(*, clue: Clue, use: Use, on: date) -> list[Offered]:
    """Texts for one file: the unit's own first, then the most used."""
    counted = uses([clue.unit_id])
    values = values_of(clue)
    found = [
        Offered(phrase, filled(phrase.body, values), counted[phrase.key])
        for phrase in phrases([clue.unit_id], on)
        if phrase.use == use
    ]
    return sorted(found, key=lambda one: (one.phrase.unit is None, -one.used))


def values_of(clue: Clue) -> dict[str, str]:
    """What the file fills in."""
    return {
        "number": clue.number,
        "received": chinese_day(clue.received_on),
        "employer": (clue.employer.name if clue.employer else "") or clue.employer_said,
        "project": clue.project_said,
        "place": clue.place,
        "unit": clue.unit.name,
        "officer": clue.officer.name,
        "phone": phone_of(clue),
        "persons": str(clue.persons or ""),
        "amount": yuan(clue.amount_fen) if clue.amount_fen else "",
    }


@transaction.atomic
def note_uses(*, keys: Iterable[str], clue: Clue, by: Staff, on: date) -> int:
    """Count the texts that went out with a reply, each once; keys that are no text's are left out."""
    known = {phrase.key for phrase in phrases([clue.unit_id], on)}
    rows = [
        StandardTextUse(key=key, clue=clue, unit_id=clue.unit_id, used_on=on, used_by=by)
        for key in dict.fromkeys(keys)
        if key in known
    ]
    StandardTextUse.objects.bulk_create(rows)
    return len(rows)


def must_keep_texts(by: Staff, unit: Unit | None) -> None:
    """A unit's texts are its head's business, those of the whole house the system administrator's."""
    if unit is not None:
        must(by, Permission.CLUE_ASSIGN, FileFacts(region=unit.region_id, unit_id=unit.pk), doing="编制本单位常用语")
    elif not holds(by, Permission.STAFF_MANAGE):
        raise NotAllowed("您没有权限编制全系统常用语", why="这需要“系统管理员”职责", remedy="请编制本单位的常用语")


@transaction.atomic
def add_text(
    *, unit: Unit | None, use: Use, about: str, title: str, body: str, valid_from: date, by: Staff, on: date
) -> StandardText:
    """A new text from a day on, not in the past. Refusal for a place to fill that no file knows."""
    must_keep_texts(by, unit)
    why = (
        why_unsound(body, about)
        or ("启用日期早于今天" if valid_from < on else "")
        or ("" if title.strip() else "没有名称")
    )
    if why:
        raise Refusal("常用语不能保存", why=why, remedy="请修改后保存")
    row = StandardText.objects.create(
        unit=unit, use=use, about=about, title=title.strip()[:30], body=body.strip(), valid_from=valid_from, made_by=by
    )
    record("add_standard_text", about=row, by=by, details={"use": use, "unit": unit.code if unit else "", "on": on})
    return row


@transaction.atomic
def end_text(*, text: StandardText, by: Staff, on: date) -> StandardText:
    """No longer offered from the next day on; its uses stay counted."""
    text = StandardText.objects.select_for_update(of=("self",)).select_related("unit").get(pk=text.pk)
    must_keep_texts(by, text.unit)
    if text.valid_to:
        raise Refusal("常用语不能停用", why=f"已于{text.valid_to}停用", remedy="请刷新页面")
    text.valid_to = max(on, text.valid_from)
    text.save(update_fields=["valid_to"])
    record("end_standard_text", about=text, by=by, details={"on": on})
    return text
