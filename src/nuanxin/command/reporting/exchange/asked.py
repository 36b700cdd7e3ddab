"""What the level above asked by file: definitions by version, rounds, and its decisions on what was filed."""

from __future__ import annotations

from nuanxin.command.reporting.definitions import find_form
from nuanxin.command.reporting.drafting import STANDING
from nuanxin.command.reporting.exchange.content import CarriedForm, CarriedRound, Content, Decision
from nuanxin.command.reporting.filing import note
from nuanxin.command.reporting.forms.loading import known_forms, read_text
from nuanxin.command.reporting.forms.model import Form
from nuanxin.command.reporting.models import (
    ExchangedRound,
    ExchangeFile,
    FormDefinition,
    Report,
    ReportRound,
    ReportState,
)
from nuanxin.command.reporting.rounds.opening import filling_unit, move_round
from nuanxin.foundation.common.errors import BadInput
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.foundation.organisations.permission import within

_WORDS = {"accepted": "接收", "returned": "退回", "locked": "锁定"}


def check_asked(content: Content, sender: Region, receiver: Region) -> list[str]:
    """Every reason why what is asked cannot be taken in here."""
    faults = [fault for one in content.forms for fault in _form_faults(one, sender)]
    brought = {(one.key, one.version) for one in content.forms}
    here = set(within(receiver.pk))
    for one in content.rounds:
        if (one.form, one.form_version) not in brought and not _has(one.form, one.form_version):
            faults.append(f"《{one.title}》用的报表“{one.form}”{one.form_version}版本系统没有，请先升级本系统")
        if one.start > one.end:
            faults.append(f"《{one.title}》起始日期晚于截止日期")
        if strange := sorted(set(one.regions) - here):
            faults.append(f"《{one.title}》要求填报的区划不在本地：{'、'.join(strange)}")
        known = ExchangedRound.objects.filter(code=one.code).select_related("round").first()
        if known and (
            known.brought_by_id is None or known.round.region_id != sender.pk or known.round.form != one.form
        ):
            faults.append(f"《{one.title}》与本系统已有的一期冲突")
        elif known and known.round.form_version != one.form_version and _locked(known.round):
            faults.append(f"《{one.title}》换了表式，本地已有报表锁定")
    return faults


def keep_asked(content: Content, file: ExchangeFile, sender: Region, by: Staff) -> dict[str, int]:
    """Definitions, rounds, decisions; how many of each are new or moved. What stood before stays in its history."""
    forms = sum(_keep_form(one, sender, by) for one in content.forms)
    rounds = sum(_keep_round(one, file, sender, by) for one in content.rounds)
    decisions = sum(_keep_decision(one, file, by) for one in content.decisions)
    return {"forms": forms, "rounds": rounds, "decisions": decisions}


def _form_faults(one: CarriedForm, sender: Region) -> list[str]:
    name = f"报表“{one.key}”{one.version}版"
    try:
        of = read_text(one.text, name)
    except BadInput as wrong:
        return [f"{name}的定义不能用：{wrong}"]
    if (of.key, of.version) != (one.key, one.version) or one.key in known_forms():
        return [f"{name}与定义的内容不符，或者占用了系统自带报表的名称"]
    mine = FormDefinition.objects.filter(key=one.key)
    if mine.exclude(unit=filling_unit(sender)).exists():
        return [f"{name}：本系统的“{one.key}”由别的单位制定"]
    held = mine.filter(version=one.version).first()
    return [f"{name}与本系统已有的同一版内容不同"] if held and held.text != one.text else []


def _has(key: str, version: str) -> bool:
    try:
        find_form(key, version)
    except BadInput:
        return False
    return True


def _locked(round: ReportRound) -> bool:
    return round.reports.filter(state=ReportState.LOCKED).exists()


def _keep_form(one: CarriedForm, sender: Region, by: Staff) -> bool:
    versions = FormDefinition.objects.select_for_update().filter(key=one.key)
    if versions.filter(version=one.version).exists():
        return False
    of = read_text(one.text, one.key)
    versions.filter(in_force=True).update(in_force=False)
    FormDefinition.objects.create(
        key=of.key,
        version=of.version,
        title=of.title,
        text=one.text,
        source=of.source,
        unit=filling_unit(sender),
        by=by,
    )
    return True


def _keep_round(one: CarriedRound, file: ExchangeFile, sender: Region, by: Staff) -> bool:
    """A new round with the reports that are asked of this place; of a known one what the level above moved since."""
    of: Form = find_form(one.form, one.form_version)
    said = {
        "title": one.title, "start": one.start, "end": one.end, "due_county": one.due_county, "due_city": one.due_city,
        "due_town": one.due_town, "due_province": one.due_province, "settings": of.chosen(one.settings),
    }  # fmt: skip
    known = ExchangedRound.objects.filter(code=one.code).select_related("round").first()
    if known is None:
        opened = ReportRound.objects.create(form=one.form, form_version=of.version, region=sender, **said)
        ExchangedRound.objects.create(round=opened, code=one.code, brought_by=file)
        return _ask(opened, one) or True
    round, moved = known.round, False
    if round.form_version != of.version:
        move_round(round=round, of=of, by=by)
        moved = True
    changed = {name: value for name, value in said.items() if getattr(round, name) != value}
    for name, value in changed.items():
        setattr(round, name, value)
    round.save(update_fields=list(changed))
    return _ask(round, one) or moved or bool(changed)


def _ask(round: ReportRound, one: CarriedRound) -> bool:
    there = set(round.reports.values_list("region_id", flat=True))
    areas = Region.objects.filter(pk__in=set(one.regions) - there)
    made = [Report.objects.create(round=round, region=area, unit=filling_unit(area)) for area in areas.order_by("pk")]
    return bool(made)


def _keep_decision(one: Decision, file: ExchangeFile, by: Staff) -> bool:
    """The report stands as decided, where it is still the filing that was decided on."""
    report = Report.objects.select_for_update(of=("self",)).filter(
        round__exchanged__code=one.code, round__exchanged__brought_by__isnull=False, region=one.region, state__in=STANDING
    ).first()  # fmt: skip
    if report is None or report.filed_at != one.filed_at or report.state == one.state:
        return False
    frozen = report.frozen
    report.state, report.return_reason = ReportState(one.state), one.reason if one.state == "returned" else ""
    report.decided_at = file.made_at
    if one.state == "returned":
        report.signed = {}
    report.save(update_fields=["state", "return_reason", "decided_at", "signed"])
    reason = f"{file.other_unit}{one.by}{_WORDS[one.state]}{'：' + one.reason if one.reason else ''}（来自交换文件）"
    note(report, one.state, by, reason[:300], frozen)
    return True
