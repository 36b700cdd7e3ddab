"""核对识读: what a machine read for a clue is gone over by a person; only then it is a stated value."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.html import format_html

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.duties import Permission as P
from nuanxin.foundation.parties.models import Sector
from nuanxin.rights.cases.facts import repost_for_clue
from nuanxin.rights.intake.taken_text.filling import FIELDS
from nuanxin.rights.intake.taken_text.keeping import Pending, settle_reading
from nuanxin.web.officer.clues.acts.declared import ClueForm, Situation, day
from nuanxin.web.officer.clues.acts.forms import short_text
from nuanxin.web.patterns.fields import YuanField


class ReadingForm(ClueForm):
    """Only the fields that were read; each may be changed or emptied."""

    employer = short_text("用人单位", required=False)
    project = short_text("项目名称", required=False)
    sector = forms.ChoiceField(label="行业领域", required=False, choices=[("", "未说明"), *Sector.choices])
    place = short_text("地点", required=False)
    owed_from = short_text("欠薪起", required=False, size=10)
    owed_to = short_text("欠薪止", required=False, size=10)
    persons = forms.IntegerField(label="涉及人数", required=False, min_value=1)
    amount_fen = YuanField(label="欠薪金额", required=False)

    def prepare(self, situation: Situation) -> None:
        pending = situation.pending_reading
        for key in FIELDS:
            if key in self.fields and (pending is None or key not in pending.values):
                del self.fields[key]
            elif key in self.fields and pending is not None:
                self.initial[key] = pending.values[key]
                self.fields[key].help_text = _behind(pending, key)


def _behind(pending: Pending, key: str) -> str:
    if key not in pending.spans:
        return ""
    start, end = pending.spans[key]
    before, after = pending.text[max(0, start - 12) : start], pending.text[end : end + 12]
    return format_html("原文：…{}<mark>{}</mark>{}…", before, pending.text[start:end], after)


def settle(s: Situation, v: dict[str, Any]) -> Any:
    """What is in the form stands; facts of tables move with sector and employer."""
    values = {key: v.get(key) for key in FIELDS if key in v}
    with transaction.atomic():
        kept = settle_reading(clue=s.clue, values=values, by=s.staff, at=occasion.now(), on=day(v))
        repost_for_clue(clue=kept.clue, by=s.staff, on=day(v))
    return kept


def fits(s: Situation) -> bool:
    return s.open and s.holds(P.CLUE_HANDLE) and s.pending_reading is not None
