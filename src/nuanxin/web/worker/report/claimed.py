"""From answers to the facts that intake registers, and to the lines of the check page. No request, no clock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from nuanxin.foundation.common.masking import mask_id
from nuanxin.foundation.common.money import yuan
from nuanxin.foundation.common.periods import Month
from nuanxin.foundation.organisations.models import Region
from nuanxin.foundation.parties.models import Project, Sector
from nuanxin.rights.intake.channels import Channel, ClueKind
from nuanxin.rights.intake.personal.consents import IDENTITY, LOCATION, NOTICE
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts
from nuanxin.web.worker.report.answers import Answers, part
from nuanxin.web.worker.report.forms import Who, Work, read_pin
from nuanxin.web.worker.report.questions import asked

SECTORS = {"site": Sector.CONSTRUCTION, "factory": Sector.MANUFACTURING}
MIGRANT = {"yes": True, "no": False}


@dataclass(frozen=True)
class Line:
    """One line of the check page: the question in short, what was said, where to change it."""

    label: str
    texts: tuple[str, ...]
    url: str = ""


def is_complaint(answers: Answers) -> bool:
    return part(answers, "who").get("kind") != "report"


def facts_of(answers: Answers, *, project: Project | None, joined: Sequence[ClaimFacts] = (), on: date) -> ClueFacts:
    """Everything said, as intake takes it. `joined`: workmates who co-signed, the representative not among them."""
    where, debtor, work = part(answers, "where"), part(answers, "employer"), part(answers, "work")
    when, own = part(answers, "when"), part(answers, "amount").get("amount")
    complaint, several = is_complaint(answers), part(answers, "people").get("kind") == "several"
    reporter = reporter_of(answers)
    claims = (_own_line(answers, reporter), *joined) if complaint and several else ()
    alone = part(answers, "people").get("kind") == "alone" and complaint
    stated = part(answers, "people" if complaint else "workers").get("number")
    if alone:
        stated = 1
    return ClueFacts(
        channel=Channel.QR if project else Channel.WEB,
        region=project.region_id if project else where.get("region", ""),
        received_on=on,
        kind=ClueKind.COMPLAINT if complaint else ClueKind.REPORT,
        reporters=(reporter,),
        claims=claims,
        employer_name=debtor.get("name", "") or (project.employer.name if project and project.employer else ""),
        credit_code=(project.employer.credit_code or "") if project and project.employer else "",
        project_name="" if project else where.get("project", ""),
        site_code=(project.site_code or "") if project else "",
        sector=Sector.CONSTRUCTION if project else SECTORS.get(work.get("kind", ""), Sector.OTHER),
        place=where.get("place", "") or (project.address if project else ""),
        owed_from=when.get("owed_from", ""),
        owed_to=when.get("owed_to", ""),
        persons=max(stated or 0, len(claims)) or None,
        migrant_persons=int(reporter.migrant) if alone and reporter.migrant is not None else None,
        amount_fen=None if claims else own,
        migrant_amount_fen=own if alone and reporter.migrant and own is not None else None,
        new_form=True if work.get("kind") == "rider" else None,
        demand=_demand(answers),
        notes=_pin(answers),
        consents=_consents(answers),
    )


def _consents(answers: Answers) -> tuple[str, ...]:
    """What this report was told of and agreed to apart."""
    number = is_complaint(answers) and bool(part(answers, "me").get("id_number"))
    located = read_pin(part(answers, "where").get("pin", ""))
    return (NOTICE, *((IDENTITY,) if number else ()), *((LOCATION,) if located else ()))


def _pin(answers: Answers) -> dict[str, Any]:
    """The position, as a note of the clue."""
    found = read_pin(part(answers, "where").get("pin", ""))
    return {"pin": {"lat": found[0], "lon": found[1], "metres": found[2]}} if found else {}


def pin_in_words(answer: Mapping[str, Any]) -> str:
    found = read_pin(answer.get("pin", ""))
    return _("定位：北纬 %(lat)s，东经 %(lon)s") % {"lat": found[0], "lon": found[1]} if found else ""


def reporter_of(answers: Answers) -> ReporterFacts:
    """Who reports: by name for a complaint; without one, sealed all the same, for a report."""
    if not is_complaint(answers):
        return ReporterFacts(phone=part(answers, "contact").get("phone", ""), anonymous=True)
    me = part(answers, "me")
    return ReporterFacts(
        name=me.get("name", ""),
        id_number=me.get("id_number", ""),
        phone=me.get("phone", ""),
        migrant=MIGRANT.get(me.get("migrant", "")),
    )


def _own_line(answers: Answers, reporter: ReporterFacts) -> ClaimFacts:
    when = part(answers, "when")
    return ClaimFacts(
        name=reporter.name,
        id_number=reporter.id_number,
        phone=reporter.phone,
        amount_fen=part(answers, "amount").get("amount"),
        owed_from=when.get("owed_from", ""),
        owed_to=when.get("owed_to", ""),
        migrant=reporter.migrant,
        representative=True,
        cosigned=True,
    )


def _demand(answers: Answers) -> str:
    """What was said in own words, written in Chinese for the officer whatever language the page was in."""
    foreman = part(answers, "employer").get("foreman", "")
    with override("zh-hans"):
        work = _label(Work, part(answers, "work"))
    nameless = not part(answers, "employer").get("name", "") and "site" not in answers
    said = (
        f"工作内容：{work}" if work else "",
        f"带班（包工头）：{foreman}" if foreman else "",
        "不知道用人单位；拍有照片（大门牌子、施工牌等），见证据" if nameless and answers.get("pile") else "",
        part(answers, "evidence").get("say", ""),
        answers.get("wages", ""),
    )
    return "\n".join(line for line in said if line)


def lines_of(answers: Answers, *, files: int = 0) -> list[Line]:
    """The check page: every question that was asked, in its order, with a way to change it."""
    lines = [Line(str(_("工地")), (answers["site"]["name"],))] if "site" in answers else []
    for question in asked(answers):
        said = tuple(text for text in _said(question.key, part(answers, question.key), files) if text)
        url = f"{reverse('worker:ask', args=[question.key])}?from=check"
        lines.append(Line(str(question.summary), said or (str(_("没有填")),), url))
    if "wages" in answers:
        lines.append(Line(str(_("您算的工资")), (answers["wages"],), reverse("worker:wages")))
    return lines


def _said(key: str, answer: dict[str, Any], files: int) -> tuple[str, ...]:
    if key == "who":
        return (_label(Who, answer),)
    if key == "where":
        region = Region.objects.filter(pk=answer.get("region", "")).first()
        place = (region.name if region else "", answer.get("place", ""), answer.get("project", ""))
        return (*place, pin_in_words(answer))
    if key == "employer":
        return (answer.get("name", "") or str(_("不知道谁欠")), answer.get("foreman", ""))
    if key == "work":
        return (_label(Work, answer),)
    if key == "when":
        return (_months(answer),)
    if key == "amount":
        return (str(_("不清楚")) if answer.get("amount") is None else f"{yuan(answer['amount'])} {_('元')}",)
    if key == "people":
        number = answer.get("number")
        return (str(_("只有我自己")) if answer.get("kind") == "alone" else str(_("还有工友")), str(number or ""))
    if key == "workers":
        return (str(answer.get("number") or ""),)
    if key in ("me", "contact"):
        return (answer.get("name", ""), answer.get("phone", ""), mask_id(answer.get("id_number", "")))
    return (_("%(n)d 个文件") % {"n": files} if files else "", answer.get("say", ""))


def _label(form: Any, answer: dict[str, Any]) -> str:
    return str(dict(form.base_fields["kind"].choices).get(answer.get("kind", ""), ""))


def _months(answer: dict[str, Any]) -> str:
    if not answer.get("owed_from"):
        return str(_("说不清"))
    since, until = (Month.parse(answer[name] or answer["owed_from"]) for name in ("owed_from", "owed_to"))

    def written(month: Month) -> str:
        return _("%(year)d年%(month)d月") % {"year": month.year, "month": month.month}

    return written(since) if since == until else f"{written(since)} — {written(until)}"
