"""From what stands in the fields to the register: the visit is recorded once, its answers become rows, later edits correct it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.models import Staff
from nuanxin.watch.inspection.checklists.answers import Answered, write_answers
from nuanxin.watch.inspection.checklists.reading import findings
from nuanxin.watch.inspection.field.fields import OWN, label_of
from nuanxin.watch.inspection.field.heads import Change, Standing, standing
from nuanxin.watch.inspection.field.opening import must_fill
from nuanxin.watch.inspection.field.records import FieldEdit, FieldVisit
from nuanxin.watch.inspection.models import Visit
from nuanxin.watch.inspection.visits import Seen, correct_visit, record_visit, seen_faults

_PARTS = ("answer:", "note:")
NEEDED = ("officers", "workforce", "migrants", "recording")
AT_DESK = "当天该单位的检查已经在办公室登记：请在外勤检查页面附到该记录"
CORRECTED = "检查记录已在办公室更正：请核对后在检查记录上更正"


@dataclass(frozen=True)
class Filled:
    """What a visit's fields say when they agree: what was seen, the answers by place, and the digest of both."""

    seen: Seen
    answers: dict[str, Answered]

    @property
    def digest(self) -> str:
        told = [asdict(self.seen), {place: asdict(one) for place, one in sorted(self.answers.items())}]
        return sm3(json.dumps(told, ensure_ascii=False, sort_keys=True, default=str).encode()).hex()


def stands_of(row: FieldVisit) -> dict[str, Standing]:
    """Field → what stands in it."""
    edits = FieldEdit.objects.filter(record=row).values_list("key", "field", "value", "after")
    return standing(Change(str(key), name, value, frozenset(after)) for key, name, value, after in edits)


def waits_for(stands: dict[str, Standing], on: date) -> list[str]:
    """Why the visit cannot be recorded yet: sentences; nothing where it can. `on`: the day of the visit. Pure."""
    waits = [
        f"“{label_of(field, on)}”有不同填写，请在外勤检查页面选定" for field, one in stands.items() if not one.agreed
    ]
    done = stands.get("done")
    if done is None or (done.agreed and done.value is not True):
        waits.append("还没有填写完毕")
    for name in NEEDED:
        one = stands.get(name)
        if one is None or (one.agreed and one.value in (None, "")):
            waits.append(f"“{OWN[name][0]}”没有填写")
    return waits


def filled(values: dict[str, Any], visited_on: date, row: FieldVisit) -> Filled:
    """What the agreed values amount to."""
    given = {name.removeprefix("answer:"): v for name, v in values.items() if name.startswith("answer:") and v}
    notes = {name.removeprefix("note:"): v for name, v in values.items() if name.startswith("note:") and v}
    photos = sorted((place, name.removeprefix("photo:")) for name, place in values.items() if name.startswith("photo:"))
    answers = {
        place: Answered(said, notes.get(place, ""), tuple(key for at, key in photos if at == place))
        for place, said in given.items()
    }
    arrears = values.get("arrears_found") is True
    seen = Seen(
        workforce=values["workforce"],
        migrants=values["migrants"],
        sector=values.get("sector") or "",
        arrears_found=arrears,
        arrears_persons=values.get("arrears_persons") if arrears else None,
        arrears_fen=values.get("arrears_fen") if arrears else None,
        finding=finding_text(values, visited_on),
        rectify_by=date.fromisoformat(values["rectify_by"]) if values.get("rectify_by") else None,
        recording=values["recording"],
        notes={"field_visit": row.pk}
        | {name: values[name] for name in ("officers", "met", "place") if values.get(name)},
    )
    return Filled(seen, answers)


def finding_text(values: Mapping[str, Any], visited_on: date) -> str:
    """The "no" answers in the order of the lists, then the officer's own words; numbered where there are several. Pure."""
    told = {kind: {k[len(kind) :]: v for k, v in values.items() if k.startswith(kind) and v} for kind in _PARTS}
    own = str(values.get("finding") or "").strip()
    said = [*findings(told["answer:"], told["note:"], visited_on), *([own] if own else [])]
    return "\n".join(f"{n}. {one}" for n, one in enumerate(said, 1)) if len(said) > 1 else "".join(said)


def settle(*, row: FieldVisit, by: Staff, on: date) -> FieldVisit:
    """Bring the register in line with what stands, as far as it can be; what it waits for is written down. Idempotent.

    Part of a greater act (taking a batch, deciding between two values), which holds the row and checks the right.
    """
    stands = stands_of(row)
    waits = waits_for(stands, row.visited_on)
    if not waits:
        content = filled({field: one.value for field, one in stands.items()}, row.visited_on, row)
        waits = [str(fault) for fault in seen_faults(content.seen, row.visited_on, on)]
        if not waits and content.digest != row.settled:
            waits = _enter(row, content, by, on)
    if waits != row.waits:
        row.waits = waits
        row.save(update_fields=["waits"])
    return row


def _enter(row: FieldVisit, content: Filled, by: Staff, on: date) -> list[str]:
    """Record or correct the visit; what stands in the way otherwise."""
    if row.visit is None:
        if standing_visit(row):
            return [AT_DESK]
        visit = record_visit(
            employer=row.employer, region=row.region, project=row.project, visited_on=row.visited_on,
            seen=content.seen, by=by, on=on,
        )  # fmt: skip
    elif row.visit.withdrawn_on:
        return [CORRECTED]
    elif any(getattr(row.visit, name) != value for name, value in _kept(content.seen).items()):
        visit = correct_visit(visit=row.visit, seen=content.seen, reason="外勤手机后到的填写", by=by, on=on)
    else:
        visit = row.visit
    write_answers(visit=visit, answered=content.answers, by=by, on=on)
    row.visit, row.settled = visit, content.digest
    row.save(update_fields=["visit", "settled"])
    return []


def _kept(seen: Seen) -> dict[str, Any]:
    """What a row keeps of it; sector and kinds of project may be decided by the project."""
    return {k: v for k, v in asdict(seen).items() if k not in ("sector", "government", "state_firm")}


def standing_visit(row: FieldVisit) -> Visit | None:
    """The visit of that day in the register, recorded at a desk."""
    told = {"employer": row.employer, "project_key": row.project_key, "visited_on": row.visited_on}
    return Visit.objects.filter(**told, withdrawn_on__isnull=True).first()


@transaction.atomic
def attach_to_visit(*, row: FieldVisit, by: Staff, on: date) -> FieldVisit:
    """The visit was recorded at a desk as well: its figures stand, the answers from the phone are put to it."""
    row = FieldVisit.objects.select_for_update(of=("self",)).get(pk=row.pk)
    must_fill(by, row.region_id)
    stands, visit = stands_of(row), standing_visit(row)
    waits = waits_for(stands, row.visited_on)
    if visit is None or waits or row.visit_id:
        why = "；".join(waits) or "没有在办公室登记的检查，或者已经附上"
        raise Refusal("不能附到检查记录", why=why, remedy="请刷新页面核对")
    content = filled({field: one.value for field, one in stands.items()}, row.visited_on, row)
    write_answers(visit=visit, answered=content.answers, by=by, on=on)
    row.visit, row.settled, row.waits = visit, content.digest, []
    row.save(update_fields=["visit", "settled", "waits"])
    record("attach_field_visit", about=row, by=by, details={"visit": visit.pk, "on": on})
    return row
