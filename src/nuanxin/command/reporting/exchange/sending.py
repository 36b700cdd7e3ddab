"""A file is made: the level above asks and decides in it, the level below files in it. What goes in is what the receiver sees on-line."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from nuanxin.command.reporting.drafting import STANDING
from nuanxin.command.reporting.exchange.content import (
    CarriedForm,
    CarriedReport,
    CarriedRound,
    CarriedSignature,
    Content,
    Decision,
    composed,
    packed,
    span,
)
from nuanxin.command.reporting.models import (
    CarriedFiling,
    ExchangedRound,
    ExchangeFile,
    FormDefinition,
    Report,
    ReportRound,
    ReportState,
)
from nuanxin.command.reporting.rounds.opening import filling_unit
from nuanxin.foundation.audit.chain import record
from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.sm import sm3
from nuanxin.foundation.organisations.duties import Permission
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import FileFacts, must, within

_DECIDED = {ReportState.ACCEPTED: "accepted", ReportState.RETURNED: "returned", ReportState.LOCKED: "locked"}


@transaction.atomic
def send_up(
    *, own: Region, receiver: Region, passphrase: str, by: Staff, since: date | None = None
) -> tuple[ExchangeFile, bytes]:
    """Every report of the place that stands filed in the rounds that the receiver asked by file, as filed.

    since: rounds that end on that day or later; without it all.
    """
    unit = filling_unit(own)
    must(by, Permission.REPORT_FILL, FileFacts(region=own.pk, unit_id=unit.pk), doing="导出上报文件")
    asked = Report.objects.filter(
        round__exchanged__brought_by__isnull=False,
        round__region=receiver,
        region__in=within(own.pk),
        state__in=STANDING,
    )
    if since:
        asked = asked.filter(round__end__gte=since)
    reports = asked.select_related("round__exchanged", "unit", "filed_by").order_by(
        "round__end", "round_id", "region_id"
    )
    if not reports:
        raise Refusal(
            "没有可以导出的报表", why=f"{receiver.name}用交换文件布置的报表里，还没有上报的",
            remedy="请先导入上级的交换文件，填报、签署、上报以后再导出",
        )  # fmt: skip
    parts: dict[str, list[Any]] = {"reports": [_as_filed(one) for one in reports]}
    period = span((one.round.start, one.round.end) for one in reports)
    content = composed(parts, **_who("up", own, receiver, unit.name, by), period=period)
    return _made(content, ExchangeFile.Kind.SENT_UP, own, receiver, passphrase, by)


@transaction.atomic
def send_down(
    *, own: Region, receiver: Region, passphrase: str, by: Staff, since: date | None = None
) -> tuple[ExchangeFile, bytes]:
    """The rounds that this place asks of the receiver, their definitions, and what was decided on the reports that came by file."""
    must(by, Permission.REPORT_ACCEPT, FileFacts(region=own.pk), doing="导出下发文件")
    rounds = ReportRound.objects.filter(region=own, reports__region=receiver).exclude(region=receiver)
    if since:
        rounds = rounds.filter(end__gte=since)
    asked = list(rounds.order_by("end", "pk").distinct())
    if not asked:
        raise Refusal("没有可以导出的报表", why=f"没有向{receiver.name}布置过报表", remedy="请先布置报表")
    for one in asked:
        ExchangedRound.objects.get_or_create(round=one, defaults={"code": secrets.token_hex(12)})
    codes = dict(ExchangedRound.objects.filter(round__in=asked).values_list("round_id", "code"))
    parts: dict[str, list[Any]] = {
        "forms": _definitions(asked),
        "rounds": [_as_asked(one, codes[one.pk], receiver) for one in asked],
        "decisions": _decisions(asked, codes, receiver),
    }
    who = _who("down", own, receiver, filling_unit(own).name, by)
    content = composed(parts, **who, period=span((one.start, one.end) for one in asked))
    return _made(content, ExchangeFile.Kind.SENT_DOWN, own, receiver, passphrase, by)


def _who(direction: str, own: Region, receiver: Region, unit: str, by: Staff) -> dict[str, Any]:
    return {
        "direction": direction, "sender": own.pk, "sender_unit": unit, "receiver": receiver.pk, "made_at": occasion.now(),
        "made_by": by.name,
    }  # fmt: skip


def _made(
    content: Content, kind: ExchangeFile.Kind, own: Region, other: Region, passphrase: str, by: Staff
) -> tuple[ExchangeFile, bytes]:
    file, said = packed(content, passphrase), content.manifest
    row = ExchangeFile.objects.create(
        kind=kind, region=own, other=other, other_unit=filling_unit(other).name, made_at=said.made_at, made_by=said.made_by,
        digest=sm3(file).hex(), counts=said.counts, by=by,
    )  # fmt: skip
    record(
        "report.exchange_made", about=row, by=by, details={"to": other.pk, "counts": said.counts, "digest": row.digest}
    )
    return row, file


def _as_filed(report: Report) -> CarriedReport:
    assert report.frozen and report.filed_at and report.filed_by and report.as_of  # standing: filed
    frozen = dict(report.frozen)
    rows = frozen.pop("facts")
    return CarriedReport(
        code=report.round.exchanged.code, region=report.region_id, unit=report.unit.name, filed_at=report.filed_at,
        filed_by=report.filed_by.name, as_of=report.as_of, frozen=frozen, rows=rows, notes=report.notes,
        signed={name: CarriedSignature(text=one["text"], at=one["at"]) for name, one in report.signed.items()},
    )  # fmt: skip


def _as_asked(round: ReportRound, code: str, receiver: Region) -> CarriedRound:
    regions = round.reports.filter(region__in=within(receiver.pk)).order_by("region_id")
    return CarriedRound(
        code=code, form=round.form, form_version=round.form_version, title=round.title, start=round.start, end=round.end,
        due_county=round.due_county, due_city=round.due_city, due_town=round.due_town, due_province=round.due_province,
        settings=round.settings, regions=tuple(regions.values_list("region_id", flat=True)),
    )  # fmt: skip


def _definitions(rounds: list[ReportRound]) -> list[CarriedForm]:
    """Those that were handed in; the receiver has the house's own."""
    wanted = {(one.form, one.form_version) for one in rounds}
    rows = FormDefinition.objects.filter(key__in={key for key, _ in wanted}).order_by("pk")
    return [
        CarriedForm(key=row.key, version=row.version, text=row.text) for row in rows if (row.key, row.version) in wanted
    ]


def _decisions(rounds: list[ReportRound], codes: dict[int, str], receiver: Region) -> list[Decision]:
    rows: QuerySet[CarriedFiling] = CarriedFiling.objects.filter(
        report__round__in=rounds, report__region__in=within(receiver.pk), report__state__in=_DECIDED
    )
    latest = {row.report_id: row for row in rows.select_related("report__decided_by").order_by("pk")}
    return [
        Decision(
            code=codes[row.report.round_id], region=row.report.region_id, filed_at=row.filed_at,
            state=_DECIDED[ReportState(row.report.state)],  # type: ignore[arg-type]
            reason=row.report.return_reason, by=row.report.decided_by.name if row.report.decided_by else "",
        )
        for row in latest.values()
    ]  # fmt: skip
