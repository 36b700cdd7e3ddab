"""The referral is sent, or copied: the body that it names sees the thread at once, where its people work here."""

from __future__ import annotations

from collections.abc import Mapping

from nuanxin.foundation.organisations.kinds import UnitKind
from nuanxin.foundation.organisations.models import Unit
from nuanxin.rights.cases.money import Referral
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.intake.models import HelperTask
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.intake.transfer.helping import has_people

_NAMED: Mapping[str, tuple[UnitKind, str]] = {
    "police_send": (UnitKind.POLICE, "接受移送的涉嫌犯罪案件并反馈决定"),
    "procuratorate_copy": (UnitKind.PROCURATORATE, "移送抄送备查"),
    "supervision": (UnitKind.PROCURATORATE, "立案监督并反馈结果"),
}


def ask_the_organs(moment: Moment) -> None:
    """Ask the police or the procuratorate whose name the step gives, once; a body without people here is not asked."""
    named = _NAMED.get(moment.step)
    if named is None:
        return
    kind, task = named
    name = str(moment.facts.get("procuratorate", "")) or _police_of(moment)
    unit = Unit.objects.filter(kind=kind, name=name.strip()).first()
    clue = moment.case.clue
    if unit is None or unit.pk == clue.unit_id or not has_people(unit):
        return
    if not HelperTask.objects.filter(clue=clue, unit=unit, done_on__isnull=True).exists():
        ask_helper(clue=clue, unit=unit, task=task, by=moment.by, on=moment.on)


def _police_of(moment: Moment) -> str:
    referral = Referral.objects.filter(case=moment.case).order_by("-pk").first()
    return referral.police_unit if referral else ""
