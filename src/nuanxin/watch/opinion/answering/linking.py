"""From a story to wages: an item belongs to a clue that is there already, or becomes one, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING
from nuanxin.foundation.common.text import name_key
from nuanxin.foundation.organisations.models import Staff
from nuanxin.foundation.organisations.permission import within
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import register_clue
from nuanxin.rights.intake.registration.facts import ClueFacts
from nuanxin.rights.intake.visibility import clues_for, must_see
from nuanxin.watch.opinion.models import OpinionItem
from nuanxin.watch.opinion.seeing import held_file, write_event
from nuanxin.watch.opinion.words import EventKind, State, Truth

MARK = "opinion:"  # the 外部编号 of a clue that an item brought


@transaction.atomic
def link_clue(*, item: OpinionItem, clue: Clue, by: Staff, at: datetime) -> OpinionItem:
    """The story belongs to a clue in the ledger that the person may see; a merged clue leads to the one it is part of."""
    row = held_file(item, by, doing="关联线索")
    must_see(by, clue)
    clue = clue.merged_into or clue
    if row.clue_id or row.state == State.CLOSED:
        raise Refusal("不能关联线索", why="已经关联了线索，或者事项已经办结", remedy="关联有误的，先解除关联")
    row.clue = clue
    row.save(update_fields=["clue"])
    write_event(row, EventKind.LINKED, at=at, by=by, text=f"关联线索{clue.number}", details={"clue": clue.pk})
    record("link_opinion_clue", about=row, by=by, details={"clue": clue.pk})
    return row


@transaction.atomic
def unlink_clue(*, item: OpinionItem, why: str, by: Staff, at: datetime) -> OpinionItem:
    """It was another matter. A clue that the item itself brought stays in the ledger and is ended there."""
    row = held_file(item, by, doing="解除关联")
    if row.clue is None or not why.strip() or row.state == State.CLOSED:
        raise Refusal("不能解除关联", why="没有关联线索，没有写明理由，或者事项已经办结", remedy="请核对")
    number = row.clue.number
    row.clue = None
    row.save(update_fields=["clue"])
    write_event(row, EventKind.UNLINKED, at=at, by=by, text=f"不再关联线索{number}：{why.strip()}")
    record("unlink_opinion_clue", about=row, by=by, reason=why, details={"clue": number})
    return row


@transaction.atomic
def register_as_clue(*, item: OpinionItem, by: Staff, at: datetime) -> Clue:
    """舆情: the story becomes a clue, once; asked again, also after the link was taken away, the same clue comes back."""
    row = held_file(item, by, doing="登记为线索")
    if row.clue is not None:
        return row.clue
    if row.truth == Truth.UNRELATED or row.state == State.CLOSED:
        raise Refusal("不能登记为线索", why="与欠薪无关，或者事项已经办结", remedy="请核对核查结论")
    mark = f"{MARK}{row.pk}"
    clue = Clue.objects.filter(external_number=mark).first()
    if clue is None:
        clue = register_clue(facts=_facts(row, mark, at), by=by, on=at.astimezone(BEIJING).date())
    row.clue = clue = clue.merged_into or clue
    row.save(update_fields=["clue"])
    write_event(row, EventKind.LINKED, at=at, by=by, text=f"登记为线索{clue.number}", details={"clue": clue.pk})
    record("register_opinion_clue", about=row, by=by, details={"clue": clue.pk})
    return clue


def clues_near(item: OpinionItem, staff: Staff, *, most: int = 8) -> list[Clue]:
    """Clues of the place that name the same firm or site, the newest first, as far as the person sees them."""
    firm, site = name_key(item.employer_said), item.project_said.strip()
    wanted = Q(pk__in=[])
    if firm:
        wanted |= Q(employer__name_key=firm) | Q(employer_said__icontains=item.employer_said.strip())
    if site:
        wanted |= Q(project_said__icontains=site)
    rows = clues_for(staff).filter(wanted, region__in=within(item.region_id), merged_into__isnull=True)
    return list(rows.select_related("employer").distinct().order_by("-received_on", "-pk")[:most])


def _facts(row: OpinionItem, mark: str, at: datetime) -> ClueFacts:
    source = f"{row.get_medium_display()}{f'“{row.outlet}”' if row.outlet else ''}"
    said = "\n".join(part for part in (f"舆情{row.number}，{source}：{row.title}", row.text[:1500], row.link) if part)
    return ClueFacts(
        channel=Channel.OPINION,
        kind=ClueKind.REPORT,
        region=row.region_id,
        received_on=row.received_at.astimezone(BEIJING).date(),
        external_number=mark,
        employer_name=row.employer_said or "不详",
        project_name=row.project_said,
        place=row.place or row.region.name,
        persons=row.persons,
        amount_fen=row.amount_fen,
        government=row.government,
        demand=said,
    )
