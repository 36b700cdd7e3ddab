"""Making up a batch, publishing it by the head, and taking a wrong entry back: each publication is counted once (winter item 7)."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.documents.issue import issue_paper
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.foundation.organisations.permission import FileFacts, must
from nuanxin.rights.cases.facts import post_official_act, withdraw_fact
from nuanxin.rights.cases.models import ActKind, OfficialAct
from nuanxin.rights.credit.publication.models import Batch, PublishedEmployer, ViolationKind
from nuanxin.rights.credit.publication.periods import period_of, private_numbers
from nuanxin.rights.intake.clocks import stop_clock
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down
from nuanxin.rights.intake.visibility import must_see

RULE = "重大劳动保障违法行为社会公布办法（人力资源社会保障部令第29号）"
PAPER = "violations_publication"
REVIEW, CORRECT = "pub.objection.review", "pub.objection.correct"
_HANDLED = (ActKind.DECISION, ActKind.PENALTY, ActKind.REFERRAL)


def must_manage(by: Staff, unit: Unit, permission: Permission, doing: str) -> None:
    """The right over what a unit publishes."""
    must(by, permission, FileFacts(unit.region_id, unit.pk), doing=doing)


@transaction.atomic
def make_batch(*, unit: Unit, within: date, by: Staff, on: date, label: str = "") -> Batch:
    """The batch of the quarter (half-year) in which `within` lies; with a label of its own, one made because it was needed."""
    must_manage(by, unit, Permission.CREDIT_MANAGE, "建立公布批次")
    period = period_of(within, unit.region.level)
    name = label.strip()[:60] or period.label
    if Batch.objects.filter(unit=unit, label=name).exists():
        raise Refusal(f"不能建立“{name}”", why="这一批次已经建立", remedy="请在原批次中办理", cites=RULE)
    batch = Batch.objects.create(
        unit=unit, region_id=unit.region_id, label=name, start=period.start, end=period.end, made_on=on, made_by=by
    )
    record("make_batch", about=batch, by=by, details={"label": name, "on": on})
    return batch


def standing_entries(batch: Batch) -> QuerySet[PublishedEmployer]:
    """What the batch says now: not withdrawn, not replaced."""
    return batch.entries.filter(withdrawn_on=None, replaced_by=None).select_related("clue", "employer")


def handled(clue: Clue) -> QuerySet[OfficialAct]:
    """The decisions, penalties and referrals that stand on a clue: only what has been dealt with is published (art. 5)."""
    return OfficialAct.objects.filter(clue=clue, kind__in=_HANDLED, withdrawn_on=None).order_by("done_on", "pk")


def publishable(clues: QuerySet[Clue], batch: Batch) -> QuerySet[Clue]:
    """Clues with a decision, penalty or referral up to the end of the batch that no standing entry names yet."""
    named = PublishedEmployer.objects.filter(withdrawn_on=None, replaced_by=None).values("clue")
    acts = OfficialAct.objects.filter(kind__in=_HANDLED, withdrawn_on=None, done_on__lte=batch.end)
    return clues.filter(Q(pk__in=acts.values("clue")), employer__isnull=False, merged_into=None).exclude(pk__in=named)


@transaction.atomic
def enter_violation(
    *, batch: Batch, clue: Clue, kind: str, facts: str, handling: str, by: Staff, on: date
) -> PublishedEmployer:
    """Put an employer into a batch that is not published yet. Refusal where nothing was decided, or a number would be shown."""
    batch = _locked(batch)
    must_manage(by, batch.unit, Permission.CREDIT_MANAGE, "编入公布批次")
    must_see(by, clue)
    doing = f"不能编入“{batch.label}”"
    if batch.published_on:
        raise Refusal(doing, why=f"已于{batch.published_on}公布", remedy="请编入下一批次", cites=RULE)
    if clue.employer is None or kind not in ViolationKind.values:
        raise Refusal(doing, why="没有确定用人单位，或者没有选择违法行为", remedy="请补充", cites=f"{RULE}第五条")
    if not handled(clue).exists():
        raise Refusal(doing, why="没有作出处理、处罚决定，也没有移送", remedy="查处以后再公布", cites=f"{RULE}第五条")
    if standing_entries(batch).filter(clue=clue).exists():
        raise Refusal(doing, why=f"{clue.number}已经编入", remedy="请核对", cites=RULE)
    return _enter(batch, clue, kind, facts, handling, by, on, doing)


def _enter(
    batch: Batch, clue: Clue, kind: str, facts: str, handling: str, by: Staff, on: date, doing: str,
    replaces: PublishedEmployer | None = None,
) -> PublishedEmployer:  # fmt: skip
    employer = clue.employer
    assert employer is not None
    if not facts.strip() or not handling.strip() or not employer.legal_representative:
        why = "没有写明主要违法事实、处理情况，或者单位记录中没有法定代表人（负责人）"
        raise Refusal(doing, why=why, remedy="请补充", cites=f"{RULE}第六条")
    if found := private_numbers(facts, handling, employer.address):
        why = f"内容中有{len(found)}处像证件号码、电话或者银行账号的数字"
        raise Refusal(doing, why=why, remedy="请删去：公布不含身份证件号码和个人隐私", cites=f"{RULE}第六条")
    entry = PublishedEmployer.objects.create(
        batch=batch,
        clue=clue,
        employer=employer.merged_into or employer,
        kind=kind,
        name=employer.name,
        credit_code=employer.credit_code or "",
        address=employer.address,
        representative=employer.legal_representative,
        facts=facts.strip(),
        handling=handling.strip(),
        entered_on=on,
        by=by,
        replaces=replaces,
        act=replaces.act if replaces else None,
    )
    record("enter_violation", about=entry, by=by, details={"batch": batch.pk, "clue": clue.pk})
    return entry


@transaction.atomic
def publish_batch(*, batch: Batch, where: list[str], contact_phone: str, by: Staff, on: date) -> Batch:
    """The head publishes: the notice is issued, each employer counted once. Refusal for an empty or a published batch."""
    batch = _locked(batch)
    must_manage(by, batch.unit, Permission.CREDIT_DECIDE, "公布批次")
    entries, doing = list(standing_entries(batch)), f"不能公布“{batch.label}”"
    if batch.published_on or not entries or not where:
        why = f"已于{batch.published_on}公布" if batch.published_on else "没有编入单位，或者没有写明公布途径"
        raise Refusal(doing, why=why, remedy="请核对", cites=RULE)
    fields = {
        "period": batch.label,
        "count": f"{len(entries)}户",
        "cases": [entry_cells(one) for one in entries],
        "where": where,
        "contact_name": by.name,
        "contact_phone": contact_phone or batch.unit.phone or by.phone,
        "contact_address": batch.unit.address,
    }
    batch.paper = issue_paper(kind=PAPER, about=batch, fields=fields, unit=batch.unit, by=by, on=on)
    batch.published_on, batch.published_by, batch.where = on, by, where
    batch.save()
    for entry in entries:
        _post(entry, batch, by, on)
    record("publish_batch", about=batch, by=by, details={"entries": len(entries), "on": on})
    return batch


def _post(entry: PublishedEmployer, batch: Batch, by: Staff, on: date) -> None:
    notes = {"batch": batch.pk, "entry": entry.pk}
    entry.act = post_official_act(
        clue=entry.clue,
        kind=ActKind.PUBLICATION,
        done_on=on,
        by=by,
        on=occasion.today(),
        paper=batch.paper,
        notes=notes,
    )
    entry.save(update_fields=["act"])
    text = f"重大劳动保障违法行为社会公布：{batch.label}"
    told = "用人单位的违法行为已经向社会公布"
    write_down("publish_violation", clue=entry.clue, by=by, on=on, text=text, for_worker=told, details=notes)


def entry_cells(entry: PublishedEmployer) -> list[str]:
    """What may be read of an entry, in the order of the notice: nothing else is ever printed or exported."""
    return [
        entry.name,
        entry.credit_code or "无",
        entry.address or "未登记",
        entry.representative,
        entry.get_kind_display(),
        entry.facts,
        entry.handling,
    ]


@transaction.atomic
def correct_entry(
    *, entry: PublishedEmployer, facts: str, handling: str, reason: str, by: Staff, on: date
) -> PublishedEmployer:
    """Put right what was published: a new row replaces the old; it counts as the same publication."""
    batch = _locked(entry.batch)
    must_manage(by, batch.unit, Permission.CREDIT_MANAGE, "更正公布信息")
    entry = _standing(entry, reason, "不能更正")
    fresh = _enter(batch, entry.clue, entry.kind, facts, handling, by, on, "不能更正", entry)
    _said_right(entry, by, on)
    record("correct_publication", about=fresh, by=by, reason=reason, details={"replaces": entry.pk, "on": on})
    return fresh


@transaction.atomic
def withdraw_entry(*, entry: PublishedEmployer, reason: str, by: Staff, on: date) -> PublishedEmployer:
    """The decision behind was revoked, or the entry was wrong: taken down, and no longer counted."""
    batch = _locked(entry.batch)
    must_manage(by, batch.unit, Permission.CREDIT_MANAGE, "撤下公布信息")
    entry = _standing(entry, reason, "不能撤下")
    entry.withdrawn_on, entry.withdrawn_why = on, reason.strip()[:300]
    entry.save(update_fields=["withdrawn_on", "withdrawn_why"])
    for act in _acts_of(entry):
        withdraw_fact(fact=act, by=by, on=on, reason=reason)
    _said_right(entry, by, on)
    record("withdraw_publication", about=entry, by=by, reason=reason, details={"on": on})
    return entry


def _acts_of(entry: PublishedEmployer) -> QuerySet[OfficialAct]:
    """The standing publication behind an entry, also where the clue's place was put right since."""
    first = entry
    while first.replaces:
        first = first.replaces
    return OfficialAct.objects.filter(
        clue=entry.clue, kind=ActKind.PUBLICATION, withdrawn_on=None, notes__entry=first.pk
    )


def _standing(entry: PublishedEmployer, reason: str, doing: str) -> PublishedEmployer:
    entry = (
        PublishedEmployer.objects.select_for_update(of=("self",))
        .select_related("clue__employer", "act")
        .get(pk=entry.pk)
    )
    replaced = PublishedEmployer.objects.filter(replaces=entry).exists()
    if entry.withdrawn_on or replaced or not reason.strip():
        raise Refusal(doing, why="已经撤下或者更正，或者没有写明理由", remedy="请刷新后核对", cites=RULE)
    return entry


def _said_right(entry: PublishedEmployer, by: Staff, on: date) -> None:
    stop_clock(clue=entry.clue, term=CORRECT, by=by, on=on, about=f"publication:{entry.pk}")


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("unit__region").get(pk=batch.pk)
