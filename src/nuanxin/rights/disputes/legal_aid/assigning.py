"""指派: putting a lawyer on a file and replacing him; and what the room's rows do when a step is taken or struck."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import Count

from nuanxin.foundation.common import occasion
from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.deadlines import due
from nuanxin.foundation.organisations.local_settings import upwards
from nuanxin.foundation.organisations.models import Staff, Unit
from nuanxin.rights.cases.models import Case, CaseStep
from nuanxin.rights.cases.steps import declared_step, law_at, lock_case, record_step
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.cases.steps.rights import must_act
from nuanxin.rights.disputes.legal_aid.models import AidAssignment, AidLawyer, AidStanding
from nuanxin.rights.disputes.legal_aid.rota import on_duty
from nuanxin.rights.disputes.legal_aid.suggesting import Candidate, Suggested, Wanted, suggest, why_not
from nuanxin.rights.intake.clocks import promise_by, stop_clock
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.thread import write_down

_SKILL_OF = {"injury": "injury", "relation": "relation"}


def register_of(unit: Unit, case: Case | None = None) -> list[Candidate]:
    """The register of a centre as facts for the suggestion, as it stands now."""
    loads = dict(
        AidAssignment.objects.filter(until__isnull=True, case__closed_on__isnull=True)
        .values_list("lawyer")
        .annotate(Count("pk"))
        .order_by()
    )
    before = set(AidAssignment.objects.filter(case=case).values_list("lawyer_id", flat=True)) if case else set()
    duty = on_duty(unit, occasion.now())
    return [
        Candidate(
            key=one.pk,
            name=one.name,
            active=one.standing == AidStanding.ACTIVE,
            skills=frozenset(one.skills),
            languages=frozenset(one.languages),
            places=frozenset(upwards(one.region_id)),
            load=loads.get(one.pk, 0),
            most=one.most_files,
            on_duty=duty is not None and duty.pk == one.pk,
            carried_before=one.pk in before,
        )
        for one in AidLawyer.objects.filter(unit=unit).order_by("pk")
    ]


def wanted_for(case: Case, *, languages: frozenset[str] = frozenset(), chosen: int | None = None) -> Wanted:
    """What the file asks for, read from the clue and the application."""
    first = case.steps.filter(step="application", struck_by__isnull=True).order_by("pk").first()
    matter = str(first.facts.get("matter", "")) if first else ""
    return Wanted(_skills(case.clue, matter), languages, _county(case.clue), chosen)


def suggestion_for(case: Case, *, languages: frozenset[str] = frozenset(), chosen: int | None = None) -> Suggested:
    """Whom to assign to this file, with reasons."""
    return suggest(register_of(case.unit, case), wanted_for(case, languages=languages, chosen=chosen))


def _skills(clue: Clue, matter: str) -> frozenset[str]:
    wanted = {_SKILL_OF.get(matter, "wages")}
    if clue.sector == "construction":
        wanted.add("construction")
    if clue.new_form:
        wanted.add("new_form")
    return frozenset(wanted)


def _county(clue: Clue) -> str:
    region = clue.region
    return region.parent_id or region.pk if region.level == "town" else region.pk


@transaction.atomic
def assign_lawyer(*, case: Case, lawyer: AidLawyer, chosen: str, by: Staff, on: date, why: str = "") -> AidAssignment:
    """The first assignment of a file; its letter is issued. why: asked where the lawyer is not the one suggested."""
    return _assign(case, "assign", lawyer, chosen, why, by, on)


@transaction.atomic
def replace_lawyer(
    *, case: Case, lawyer: AidLawyer, chosen: str, reason: str, by: Staff, on: date, why: str = ""
) -> AidAssignment:
    """Another lawyer carries the file on; the assignment before stays with its end and the reason."""
    if not reason.strip():
        raise Refusal(f"{case}不能更换承办人员", why="没有写明更换理由", remedy="请补充", cites="法律援助法第五十五条")
    case = lock_case(case)
    must_act(by, declared_step(case, "replace").permission, case, doing="更换承办人员")
    running = AidAssignment.objects.select_for_update().filter(case=case, until__isnull=True).first()
    if running and on < running.since:
        raise Refusal(f"{case}不能更换承办人员", why=f"日期{on}早于指派日期{running.since}", remedy="请核对日期")
    if running:  # none runs where the aid was ended and then given again
        running.until, running.ended_why = on, reason.strip()[:200]
        running.save(update_fields=["until", "ended_why"])
    return _assign(case, "replace", lawyer, chosen, why, by, on, reason=reason.strip())


def _assign(
    case: Case, key: str, lawyer: AidLawyer, chosen: str, why: str, by: Staff, on: date, reason: str = ""
) -> AidAssignment:
    case = lock_case(case)
    declared = declared_step(case, key)
    must_act(by, declared.permission, case, doing=declared.name)
    lawyer = AidLawyer.objects.select_for_update().get(pk=lawyer.pk)
    _may_be_assigned(case, lawyer)
    asked = lawyer.pk if chosen == "worker" else None
    order = suggestion_for(case, chosen=asked).order
    told = next(one for one in order if one.key == lawyer.pk)
    if chosen == "other" and not why.strip():
        raise Refusal(f"{case}不能指派", why="没有按推荐顺序，也没有写明理由", remedy="请写明另行选定的理由")
    grounds = "；".join(filter(None, (told.grounds, why.strip())))
    facts = {
        "lawyer": lawyer.name,
        "licence": lawyer.licence,
        "firm": lawyer.firm,
        "chosen": chosen,
        "grounds": grounds,
        **({"reason": reason} if reason else {}),
    }
    row = record_step(case=case, declared=declared, facts=facts, by=by, on=on)
    _tell_worker(case, lawyer, by, on)
    return AidAssignment.objects.create(
        case=case,
        lawyer=lawyer,
        step=row,
        chosen=chosen,
        grounds=[*told.fors, *told.againsts, *filter(None, [why.strip()])],
        since=on,
        by=by,
    )


def _tell_worker(case: Case, lawyer: AidLawyer, by: Staff, on: date) -> None:
    """On his progress page: who it is and how to reach him; he need not be told by telephone first."""
    reach = f"，电话{lawyer.phone}" if lawyer.phone else f"，电话{case.unit.phone}" if case.unit.phone else ""
    told = f"您的法律援助承办人是{lawyer}{reach}，不收费；收费的请打12348反映"
    write_down("name_aid_lawyer", clue=case.clue, by=by, on=on, text=f"承办人员：{lawyer}", for_worker=told)


def _may_be_assigned(case: Case, lawyer: AidLawyer) -> None:
    if lawyer.unit_id != case.unit_id:
        raise Refusal(f"不能指派{lawyer.name}", why=f"他不在{case.unit.name}的名册中", remedy="请从名册中选择")
    facts = next(one for one in register_of(case.unit, case) if one.key == lawyer.pk)
    if why := why_not(facts):
        raise Refusal(f"不能指派{lawyer.name}", why=why, remedy="请从推荐名单中选择", cites="法律援助法第四十三条")


def first_aid_fault(ground: str, expires_on: date | None, last_usual_day: date | None, on: date) -> str:
    """Why aid may not be given first; empty when it may. last_usual_day: the day seven days before the period ends. Pure.

    >>> first_aid_fault("limitation", date(2024, 3, 20), date(2024, 3, 13), date(2024, 3, 13))
    '距2024-03-20届满还有七日以上'
    >>> first_aid_fault("limitation", date(2024, 3, 20), date(2024, 3, 13), date(2024, 3, 14))
    ''
    """
    if ground != "limitation":
        return ""
    if expires_on is None or last_usual_day is None:
        return "没有写明时效或者期间届满日"
    if on > expires_on:
        return f"时效或者期间已于{expires_on}届满"
    return f"距{expires_on}届满还有七日以上" if on <= last_usual_day else ""


def before(moment: Moment) -> None:
    """Aid given first only in the cases of article 44."""
    if moment.step != "first_aid":
        return
    expires = moment.facts.get("expires_on")
    last = _seven_days_before(moment.case, expires) if isinstance(expires, date) else None
    fault = first_aid_fault(str(moment.facts.get("ground", "")), expires, last, moment.on)
    if fault:
        raise Refusal("不能先行提供法律援助", why=fault, remedy="请按通常程序审查决定", cites="法律援助法第四十四条")


def _seven_days_before(case: Case, expires: date) -> date | None:
    at = law_at(case.clue)
    return due("aid.first", start=expires, place=at.place, law=at.law, calendar=at.calendar).last_day


def taken(moment: Moment) -> None:
    """The promise of the same day beside the law's terms; the assignment ends with the file."""
    case, row = moment.case, moment.row
    about = f"case:{case.pk}"
    if moment.step in ("application", "supplemented") and _of_wages(case):
        _promise(case, "aid.decide", about, moment)
    if moment.step in ("grant", "regrant"):
        if AidAssignment.objects.filter(case=case, until__isnull=True).exists():
            stop_clock(clue=case.clue, term="aid.assign", by=moment.by, on=moment.on, about=about)
        elif _of_wages(case):
            _promise(case, "aid.assign", about, moment)
    ends = bool(row) and bool(declared_step(case, moment.step).ends)
    if ends or moment.step == "terminate":
        AidAssignment.objects.filter(case=case, until__isnull=True).update(
            until=moment.on, ended_why=declared_step(case, moment.step).name
        )


def _of_wages(case: Case) -> bool:
    first = case.steps.filter(step="application", struck_by__isnull=True).order_by("pk").first()
    return first is not None and first.facts.get("matter") == "wages"


def _promise(case: Case, term: str, about: str, moment: Moment) -> None:
    """当天: the day of the step itself, whatever the calendar says; the source stands with it."""
    key = f"aid.seed_same_day.{term.removeprefix('aid.')}"
    promised = Law.load().promise(key, case.clue.region_id, on=moment.on)
    source = "；".join(str(one) for one in promised.citations)
    why = f"承诺时限：{promised.name}（{source}），即{moment.on.isoformat()}。"
    promise_by(clue=case.clue, term=term, about=about, day=moment.on, why=why, by=moment.by, on=moment.on)


def struck(moment: Moment) -> None:
    """A termination that was a mistake: who carried the file carries it again."""
    if moment.step != "terminate":
        return
    name = declared_step(moment.case, moment.step).name
    last = AidAssignment.objects.filter(case=moment.case, ended_why=name).order_by("-pk").first()
    if last and not AidAssignment.objects.filter(case=moment.case, until__isnull=True).exists():
        last.until, last.ended_why = None, ""
        last.save(update_fields=["until", "ended_why"])


def carried_by(case: Case) -> AidAssignment | None:
    """Who carries the file now."""
    return AidAssignment.objects.filter(case=case, until__isnull=True).select_related("lawyer").first()


def assignment_of(row: CaseStep) -> AidAssignment | None:
    """The assignment that a step wrote."""
    return AidAssignment.objects.filter(step=row).select_related("lawyer").first()
