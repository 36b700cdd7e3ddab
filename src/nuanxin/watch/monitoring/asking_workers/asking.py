"""A round is drawn and sent; each worker answers once, by his code or on the telephone; his no opens a clue, once."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max, QuerySet

from nuanxin.foundation.audit.chain import Outsider, record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import NotFound, Refusal
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.notifications.escalation.chains import answer_chains
from nuanxin.foundation.notifications.escalation.telling import tell_worker
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, RegionReach, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.clocks import calendar_of
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts, register_clue
from nuanxin.watch.monitoring.asking_workers.models import AskedWorker, AskRound, Said
from nuanxin.watch.monitoring.asking_workers.sampling import Contact, digest_of, draw
from nuanxin.watch.monitoring.register.models import MonitoredProject
from nuanxin.watch.monitoring.warnings.models import RiskWarning

MARK = "asked:"  # the 外部编号 of a clue that an answer brought
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no signs that look like one another
CODE_LENGTH = 8
MOST = 5000


@transaction.atomic
def open_round(
    *, region: Region, month: date, contacts: Sequence[Contact], size: int, seed: int, by: Staff, on: date
) -> AskRound:
    """Draw by risk from the contacts whose project is watched in this area, write the codes, put the messages into the outbox."""
    doing = f"抽查{region.name}的工资发放"
    must(by, Permission.WATCH_HANDLE, FileFacts(region=region.pk), doing=doing)
    projects = {one.code: one for one in MonitoredProject.objects.filter(region__in=within(region.pk))}
    known = [one for one in contacts if one.project in projects]
    why = ""
    if not known:
        why = "名单里没有当地监测项目的工人"
    elif not 0 < size <= MOST:
        why = f"抽样人数应在1到{MOST}之间"
    elif month.day != 1 or month > on:
        why = "工资月份没有填写或者晚于今天"
    if why:
        raise Refusal(f"不能{doing}", why=why, remedy="请核对后再提交")
    row = AskRound.objects.create(
        region=region, month=month, seed=seed, size=size, contacts=len(known), drawn_from=digest_of(known),
        opened_on=on, opened_by=by,
    )  # fmt: skip
    for one in draw(known, risk_scores(list(projects.values())), size=size, seed=seed):
        _ask(row, projects[one.project], one, by)
    details = {"region": region.pk, "month": month, "seed": seed, "size": size, "contacts": len(known), "on": on}
    record("open_ask_round", about=row, by=by, details=details)
    return row


def risk_scores(projects: Sequence[MonitoredProject]) -> dict[str, int]:
    """Each project's highest score among its warnings that are not 误报."""
    rows = RiskWarning.objects.filter(project__in=projects).exclude(outcome="false")
    return dict(rows.values_list("project__code").annotate(Max("score")).order_by())


def _ask(row: AskRound, project: MonitoredProject, one: Contact, by: Staff) -> AskedWorker:
    asked = AskedWorker.objects.create(round=row, project=project, name=one.name, phone=one.phone, code=_new_code())
    values = {
        "project": project.name,
        "month": f"{row.month.year}年{row.month.month}月",
        "code": asked.code,
        "phone": by.phone or (by.unit.phone if by.unit else "") or "12333",
    }
    tell_worker(
        name=one.name, phone=one.phone, template="worker_asked", values=values, about=asked, region=project.region_id,
        calendar=calendar_of(project.region_id),
    )  # fmt: skip
    return asked


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def asked_by_code(code: str) -> AskedWorker | None:
    """The question behind a code, however it was typed; None where there is none."""
    typed = "".join(code.split()).upper()
    rows = AskedWorker.objects.select_related("round", "project__project", "project__region", "project__employer")
    return rows.filter(code=typed).first() if len(typed) == CODE_LENGTH else None


@transaction.atomic
def answer_asked(
    *, code: str, said: str, on: date, missing_fen: int | None = None, note: str = "", by: Staff | None = None
) -> AskedWorker:
    """Paid, short or not paid; once. `by` None: the worker himself at the phone page, else the officer who rang him up.

    short and not_paid open a clue at once (监测预警), once; the worker is its reporter. NotFound, Refusal.
    """
    row = asked_by_code(code)
    if row is None:
        raise NotFound("没有找到这个答复码", remedy="请核对短信里的8位答复码，或者拨打短信里的电话")
    row = AskedWorker.objects.select_for_update(of=("self",)).select_related(
        "round", "project__project", "project__region", "project__employer"
    ).get(pk=row.pk)  # fmt: skip
    if by is not None:
        must(by, Permission.WATCH_HANDLE, FileFacts(region=row.project.region_id), doing="记录抽查答复")
    why = ""
    if row.said:
        why = f"已经答复过“{row.get_said_display()}”"
    elif said not in Said.values:
        why = "没有选择答复"
    elif missing_fen is not None and (missing_fen < 0 or said == Said.PAID):
        why = "足额发了的不填少发金额，金额也不能小于零"
    if why:
        raise Refusal("不能提交答复", why=why, remedy="有变化的，请拨打短信里的电话")
    row.said, row.missing_fen, row.note = said, missing_fen, note.strip()[:300]
    row.answered_on, row.answered_at, row.taken_by = on, occasion.now(), by
    row.save(update_fields=["said", "missing_fen", "note", "answered_on", "answered_at", "taken_by"])
    answer_chains(about=row, by="call" if by else "page", words=Said(said).label)
    if said != Said.PAID:
        row.clue = _open_clue(row, on)
        row.save(update_fields=["clue"])
    details = {"said": said, "clue": row.clue_id, "on": on}
    record("answer_asked", about=row, by=by or Outsider("劳动者（答复码）"), details=details)
    return row


def _open_clue(row: AskedWorker, on: date) -> Clue:
    """His no is a complaint in his own name; the same question never opens two."""
    mark = f"{MARK}{row.pk}"
    known = Clue.objects.filter(external_number=mark, channel=Channel.MONITORING).first()
    if known:
        return known.merged_into or known
    site, month = row.project.project, f"{row.round.month:%Y-%m}"
    demand = f"工资抽查答复：{row.project.name}{month}工资{Said(row.said).label}"
    if row.missing_fen:
        demand += f"，少发{yuan(row.missing_fen)}元"
    facts = ClueFacts(
        channel=Channel.MONITORING, kind=ClueKind.REPORT, region=row.project.region_id, received_on=on,
        external_number=mark, reporters=(ReporterFacts(name=row.name, phone=row.phone, migrant=True),),
        claims=(ClaimFacts(name=row.name, phone=row.phone, amount_fen=row.missing_fen or None, owed_from=month,
                           owed_to=month, migrant=True),),
        employer_name=row.project.employer.name, credit_code=row.project.employer.credit_code or "",
        project_name=site.name, sector="construction", place=site.address, persons=1, migrant_persons=1,
        amount_fen=row.missing_fen or None, migrant_amount_fen=row.missing_fen or None, owed_from=month, owed_to=month,
        government=site.government, state_firm=site.state_firm, demand=f"{demand}。{row.note}".strip(),
    )  # fmt: skip
    clue = register_clue(facts=facts, by=None, on=on)
    clue.employer, clue.project = row.project.employer, site
    clue.save(update_fields=["employer", "project"])
    return clue


@transaction.atomic
def record_call(*, asked: AskedWorker, by: Staff, on: date) -> AskedWorker:
    """Rung up without being reached; the next in the list is those rung up least."""
    row = AskedWorker.objects.select_for_update(of=("self",)).select_related("project").get(pk=asked.pk)
    must(by, Permission.WATCH_HANDLE, FileFacts(region=row.project.region_id), doing="登记拨打")
    if row.said:
        raise Refusal("不能登记拨打", why="该工人已经答复", remedy="请刷新名单")
    row.calls += 1
    row.save(update_fields=["calls"])
    record("record_call", about=row, by=by, details={"calls": row.calls, "on": on})
    return row


def call_list(row: AskRound) -> QuerySet[AskedWorker]:
    """Who has not answered yet, those rung up least first."""
    rows = row.asked.filter(said="").select_related("project__employer")
    return rows.order_by("calls", "project__name", "pk")


def rounds_of(codes: Collection[str] | QuerySet[RegionReach, str]) -> QuerySet[AskRound]:
    """Rounds of these regions, latest first."""
    return AskRound.objects.filter(region__in=codes).select_related("region", "opened_by").order_by("-pk")
