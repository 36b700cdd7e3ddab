"""The stories of police, procuratorate, court, petition, letters and incidents: each leaves a file in another state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.common import occasion
from nuanxin.foundation.organisations.models import Region, Staff
from nuanxin.rights.cases.closing import settle_and_close
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import claims_of
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake.models import Clue, HelperTask
from nuanxin.rights.intake.transfer import ask_helper
from nuanxin.rights.justice.assistance.letters import receive_letter, reply_to_letter, return_letter, send_letter
from nuanxin.rights.justice.court.recovery import Handed, record_recovery
from nuanxin.rights.justice.emergency.handling import (
    Reported,
    change_level,
    close_incident,
    finish_step,
    open_incident,
)
from nuanxin.rights.justice.emergency.models import Incident
from nuanxin.rights.justice.emergency.planning import adopt_plan, plan_for
from nuanxin.rights.justice.emergency.skeleton import LEVELS, MEASURES
from nuanxin.web.terminal.demo.desks.justice_facts import DESKS, FACTS, OPENING, PAPERS, nothing
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.people import CITY, COUNTY
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.stories import INVESTIGATION, filed

Said = Mapping[str, Mapping[str, Any]]
NO_SAID: Said = {}


def referred(stage: Stage) -> Case:
    """An inspection case that went to the police."""
    case = filed(stage, workers=12)
    for key in f"{INVESTIGATION} expired police_threshold police_report police_approve police_send".split():
        stage.later(1)
        if key == "investigated":
            stage.verify_all(case.clue)
        stage.step(case, key)
    return case


def ask_desk(stage: Stage, clue: Clue, duty: str, task: str) -> Staff:
    """The desk is asked for its part, unless it was asked already."""
    desk = stage.cast.desks[duty]
    assert desk.unit is not None
    if not HelperTask.objects.filter(clue=clue, unit=desk.unit).exists():
        with stage.morning() as on:
            ask_helper(clue=clue, unit=desk.unit, task=task, by=clue.officer, on=on)
    return desk


def open_desk(stage: Stage, clue: Clue, procedure: str, **said: Any) -> Case:
    """A file at the desk, opened by its own people."""
    desk = ask_desk(stage, clue, DESKS[procedure], "办理相应程序")
    assert desk.unit is not None
    unit = desk.unit

    def act(on: date) -> Case:
        return open_file(
            clue=clue, procedure=procedure, unit=unit, officer=desk, facts={**OPENING[procedure](on), **said},
            by=desk, on=on,
        )  # fmt: skip

    return stage.when_allowed(act)


def walk(stage: Stage, file: Case, steps: str, last: str, said: Said) -> bool:
    """Take these steps until the last one named; True where the story goes on beyond them."""
    for key in steps.split():
        stage.later(1)

        def act(on: date, key: str = key) -> Any:
            facts = {**FACTS.get((file.procedure, key), nothing)(on), **said.get(key, {})}
            written = PAPERS.get((file.procedure, key), {})
            return take_step(case=file, step=key, facts=facts, by=file.officer, on=on, paper_fields=written)

        stage.when_allowed(act, days=5)
        if key == last:
            return False
    return True


def police(steps: str, last: str, said: Said = NO_SAID, **opening: Any) -> Story:
    """The police file up to a step."""

    def story(stage: Stage) -> None:
        case = referred(stage)
        stage.later(1)
        file = open_desk(stage, case.clue, "police_case", **opening)
        if last == "receive":
            return
        if said.get("reconsider") is not None:
            walk(stage, file, "decide", "", said)
            stage.later(1)
            stage.step(case, "police_reconsider")
            walk(stage, file, steps, last, said)
            return
        if "paid" in steps:
            stage.pay_all(case.clue)
        walk(stage, file, steps, last, said)

    return story


def at_desk(procedure: str, steps: str, last: str, said: Said = NO_SAID, **opening: Any) -> Story:
    """A file of that desk on an accepted clue, up to a step."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=3)
        stage.later(1)
        file = open_desk(stage, clue, procedure, **opening)
        if last != "open":
            walk(stage, file, steps, last, said)

    return story


def recovered(share: int, *, close: bool = False) -> Story:
    """Enforced in the court's drive: so much of the hundred came, handed out worker by worker; all of it closes the clue."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=4)
        stage.verify_all(clue)
        stage.later(1)
        file = open_desk(stage, clue, "wage_suit")
        walk(stage, file, "file hearing judgment effective apply drive measure", "", NO_SAID)
        stage.later(3)
        with stage.morning() as on:
            shares = {claim.pk: (claim.claimed_fen or 800_000) * share // 100 for claim in claims_of(clue)}
            handed = Handed(shares, sum(shares.values()), on, f"执款{file.pk:04d}号")
            record_recovery(case=file, handed=handed, by=file.officer, on=on)
        if not close:
            return
        stage.later(2)
        with stage.morning() as on:
            for claim in claims_of(clue):
                record_confirmation(claim=claim, answer="received", method="call", asked_on=on, by=file.officer, on=on)
            settle_and_close(case=file, by=file.officer, on=on)

    return story


def visits(kind: str, *, mass: bool, persons: int) -> Story:
    """A petition of that kind, led into a lawful procedure."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=3)
        said: dict[str, Any] = {"kind": kind, "persons": persons, "mass": "yes" if mass else "no"}
        more = {"representatives": min(5, persons)} if mass else {}
        place = {"place": "市信访局"} if kind == "skip_level" else {}
        file = open_desk(stage, clue, "petition", **said, **more, **place)
        led = {"tell": {"result": "led", "reason": "劳动保障监察"}}
        walk(stage, file, "tell led", "", led)

    return story


def letter(end: str) -> Story:
    """A letter to the neighbouring county: sent, signed for, answered or returned."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=3)
        other = stage.cast.neighbour
        assert other.unit is not None
        with stage.morning() as on:
            asked = "请协助询问返乡的劳动者，核实欠薪月份和金额"
            sent = send_letter(
                clue=clue, to_unit=other.unit, kind="ask", asked=asked, by=clue.officer, on=on,
                due_on=on + timedelta(days=15),
            )  # fmt: skip
        if end == "sent":
            return
        stage.later(2)
        with stage.morning() as on:
            receive_letter(letter=sent, by=other, on=on)
        stage.later(3)
        with stage.morning() as on:
            if end == "replied":
                reply_to_letter(letter=sent, reply="已逐人询问，三人均确认欠薪三个月", by=other, on=on)
            if end == "returned":
                return_letter(letter=sent, reason="劳动者户籍不在本县", by=other, on=on)

    return story


def incident(end: str) -> Story:
    """People gather: the county's plan is opened; steps done, level changed, closed with its report."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=12)
        boss = stage.cast.coordinator
        with stage.morning() as on:
            _plan(stage, on)
            county = Region.objects.get(pk=COUNTY)
            told = Reported("项目部门口聚集讨薪", clue.place or "新乡县", 42, "四十余人聚集，诉求为三个月工资", on, 3)
            opened = open_incident(region=county, reported=told, by=boss, at=occasion.now(), clue=clue)
        if end == "open":
            return
        _do(stage, opened, boss, 3)
        if end == "raised":
            with stage.morning():
                change_level(incident=opened, rank=2, reason="人数增加", by=boss, at=occasion.now())
            return
        stage.later(1)
        _do(stage, opened, boss, 99)
        with stage.morning() as on:
            words = {"cause": "分包单位挪用工程款", "result": "总包先行清偿", "lessons": "按月核对专用账户"}
            close_incident(incident=opened, report=words, by=boss, on=on)

    return story


def _plan(stage: Stage, on: date) -> None:
    """The demonstration's plan sets hours of its own, and says that they are invented."""
    if plan_for(COUNTY, on - timedelta(days=1)) is not None:
        return
    timed = [replace(one, hours=(1, 2, 2, 4, 4, 24)[place % 6]) for place, one in enumerate(MEASURES)]
    adopt_plan(
        region=Region.objects.get(pk=CITY), title="欠薪突发事件应急预案（演示）", source="演示数据，级别和时限均为虚构",
        levels=[replace(one, applies="演示：由本地预案规定") for one in LEVELS], measures=timed,
        by=stage.cast.coordinator, on=on,
    )  # fmt: skip


def _do(stage: Stage, opened: Incident, boss: Staff, most: int) -> None:
    with stage.morning():
        for step in opened.steps.filter(done_at__isnull=True, dropped_at__isnull=True)[:most]:
            finish_step(
                step=step, done_by="县应急处置组", note="已落实", by=boss, at=max(occasion.now(), step.started_at)
            )


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins."""
    not_filed: Said = {"decide": {"answer": "refused", "ground": "other", "reason": "证据不足"}}
    refused: Said = {**not_filed, "reconsider": {}}
    investigated = "decide objects investigate measure ask_arrest arrest transfer done"
    told: list[tuple[Story, int]] = [(police("", "receive"), 60), (police("redirect", "redirect", competent="no"), 65)]
    told += [(police(investigated, key), 80 + 3 * n) for n, key in enumerate(investigated.split())]
    told += [(police("decide paid withdraw", "withdraw"), 90), (police("decide not_filed", "not_filed", not_filed), 70)]
    told += [(police("decide investigate transfer sent_back investigate transfer", "sent_back"), 85)]
    again = "reconsider reconsider_decide explain file_by_order"
    told += [(police(again, key, refused), 100) for key in ("reconsider", "reconsider_decide", "file_by_order")]
    watched = "ask_reasons reasons order_filing closed"
    accused = "arrest_received arrest_decided review_received indict judged closed"
    told += [(at_desk("prosecution", watched, key), 50) for key in ("open", *watched.split())]
    told += [(at_desk("prosecution", accused, key), 70) for key in accused.split()]
    told += [(at_desk("prosecution", "review_received not_prosecute closed", "closed"), 75)]
    told += [(at_desk("prosecution", "review_received returned", "returned"), 65)]
    told += [(at_desk("support_suit", "evidence", "evidence"), 25)]
    told += [(at_desk("support_suit", "decide letter ended", key), 30) for key in ("open", "decide", "letter", "ended")]
    trial = "file preserve preserve_decided preserve_done advance hearing judgment appeal second effective apply"
    told += [(at_desk("wage_suit", trial, key), 60 + 2 * n) for n, key in enumerate(("open", *trial.split()))]
    told += [(at_desk("wage_suit", "file dropped", "dropped"), 40)]
    small: Said = {"file": {"procedure": "small"}}
    before_suit: Said = {"preserve_done": {"before_suit": "yes"}}
    told += [(at_desk("wage_suit", "file extend", "extend", small), 75)]
    told += [(at_desk("wage_suit", "file convert hearing", "convert", small), 55)]
    told += [(at_desk("wage_suit", "preserve preserve_decided preserve_done lapsed", "lapsed", before_suit), 70)]
    enforced: dict[str, Any] = {"matter": "enforcement", "title": "仲裁裁决书〔演示〕1号"}
    told += [(at_desk("wage_suit", "effective apply drive measure stopped", "stopped", **enforced), 90)]
    above = "effective apply higher higher_answer"
    told += [(at_desk("wage_suit", above, key, **enforced), 260) for key in ("higher", "higher_answer")]
    told += [(recovered(60), 80), (recovered(100), 85), (recovered(100, close=True), 95)]
    ordered = "accept issue served"
    told += [(at_desk("payment_order", ordered, key), 40) for key in ("open", *ordered.split())]
    told += [
        (at_desk("payment_order", f"{ordered} objection void", "void"), 45),
        (at_desk("payment_order", f"{ordered} effective enforced", "enforced"), 60),
        (at_desk("payment_order", f"{ordered} settled", "settled"), 50),
        (at_desk("payment_order", "accept issue unserved", "unserved"), 50),
        (at_desk("payment_order", "reject", "reject", no_other_debt="no"), 35),
    ]
    heard = "forward tell extend decide ask_review review ended"
    told += [(at_desk("petition", heard, key), 70 + 2 * n) for n, key in enumerate(("open", *heard.split()))]
    final = "forward tell extend decide ask_review review ask_final hearing hearing_done final"
    told += [(at_desk("petition", final, key), 200 + n) for n, key in enumerate(("hearing", "hearing_done", "final"))]
    told += [(at_desk("petition", "forward objection", "objection"), 20), (at_desk("petition", "again", "again"), 15)]
    declined: Said = {"tell": {"result": "refused", "reason": "已经有生效的判决"}}
    told += [(at_desk("petition", "tell refused", "refused", declined), 45)]
    told += [(visits("first", mass=True, persons=30), days) for days in (40, 390, 395)]
    told += [(visits("skip_level", mass=False, persons=2), days) for days in (35, 380, 400)]
    told += [(letter(end), 25) for end in ("sent", "received", "replied", "returned")]
    told += [(incident(end), days) for end, days in (("closed", 60), ("raised", 12), ("open", 1))]
    return told
