"""How the stories begin, and those that end at the counter: heard, accepted, refused, sent on, told elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.intake.acceptance import Ground, Remedies, accept_clue, ask_supplement, refuse_clue
from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.channels import Channel, ClueKind, Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reception.roster import Leader
from nuanxin.rights.intake.registration import ClaimFacts, ClueFacts, ReporterFacts, register_clue
from nuanxin.rights.intake.transfer import accept_transfer, ask_helper, assign_clue, return_transfer, send_clue
from nuanxin.web.terminal.demo.playing import Stage

Story = Callable[[Stage], None]


LEADERS = (Leader("陈县长", "副县长"), Leader("周局长", "人社局局长"), Leader("吴主任", "信访局局长"))


def heard(stage: Stage, *, channel: Channel | None = None, workers: int = 0, **changes: Any) -> Clue:
    """Somebody tells; reception (or the page) takes it down."""
    inventor, rng = stage.inventor, stage.inventor.rng
    firm, first = inventor.firm(), inventor.person()
    crew = [first, *(inventor.person() for _ in range((workers or rng.choice((1, 2, 3, 5, 12))) - 1))]
    months = rng.choice((1, 2, 3, 4))
    owed_to = stage.day.replace(day=1) - timedelta(days=1)
    owed_from = (owed_to - timedelta(days=30 * (months - 1))).replace(day=1)
    construction = firm.sector == "construction"
    facts = {
        "channel": channel or rng.choice(list(Channel)[:9]),
        "region": rng.choice(stage.cast.places),
        "received_on": stage.day,
        "reporters": (ReporterFacts(first.name, first.id_number, first.phone, first.migrant),),
        "claims": tuple(
            ClaimFacts(
                name=one.name,
                id_number=one.id_number,
                phone=one.phone,
                amount_fen=rng.randrange(30, 160) * 10_000 * months // 2,
                owed_from=f"{owed_from:%Y-%m}",
                owed_to=f"{owed_to:%Y-%m}",
                work=rng.choice(("木工", "钢筋工", "瓦工") if construction else ("普工", "操作工")),
                migrant=one.migrant,
                representative=len(crew) >= 10 and place < 3,
            )
            for place, one in enumerate(crew)
        ),
        "employer_name": firm.name,
        "credit_code": firm.credit_code,
        "project_name": inventor.site() if construction else "",
        "sector": firm.sector,
        "place": inventor.place(),
        "owed_from": f"{owed_from:%Y-%m}",
        "owed_to": f"{owed_to:%Y-%m}",
        "government": construction and rng.random() < 0.3,
        "state_firm": construction and rng.random() < 0.2,
        "new_form": firm.name.endswith("配送服务有限公司"),
        "demand": f"干完活老板一直不给工资，{len(crew)}个人{months}个月没发，要求支付。",
        **changes,
    }
    if facts["channel"] == Channel.RECEPTION:
        facts["notes"] = {"reception_leader": LEADERS[len(crew) % len(LEADERS)].name}
    with stage.morning() as on:
        clue = register_clue(facts=ClueFacts(**facts), by=stage.cast.reception, on=on)
    if clue.employer:
        Employer.objects.filter(pk=clue.employer.pk).update(address=firm.address, legal_representative=firm.boss)
    if clue.project:
        Project.objects.filter(pk=clue.project.pk).update(industry="housing")
    return clue


def accepted(stage: Stage, **about: Any) -> Clue:
    clue = heard(stage, **about)
    stage.later(2)
    with stage.morning() as on:
        accept_clue(clue=clue, by=stage.cast.reception, on=on)
        assign_clue(clue=clue, officer=stage.cast.inspector, by=stage.cast.head, on=on)
    return Clue.objects.get(pk=clue.pk)


def refused(stage: Stage) -> None:
    clue = heard(stage, workers=1)
    stage.later(1)
    with stage.morning() as on:
        refuse_clue(
            clue=clue,
            ground=Ground.DIVERT,
            reason="同一争议已由新乡县劳动人事争议仲裁委员会受理",
            right_channel="新乡县劳动人事争议仲裁委员会",
            remedies=Remedies(reconsideration_organ="新乡县人民政府", court="新乡县人民法院"),
            by=stage.cast.reception,
            on=on,
        )


def supplement(stage: Stage) -> None:
    clue = heard(stage, workers=1, employer_name="", credit_code="", project_name="")
    stage.later(1)
    with stage.morning() as on:
        ask_supplement(
            clue=clue, items=["用人单位名称或者工地负责人电话", "考勤或者记工本照片"], by=stage.cast.reception, on=on
        )


def told_elsewhere(stage: Stage) -> None:
    clue = heard(stage, workers=1, demand="买的房子一直不交房")
    stage.later(1)
    with stage.morning() as on:
        close_clue(
            clue=clue, conclusion=Conclusion.NOT_WAGES, basis="反映的是商品房交付问题", answer="不属于欠薪，请向住建部门反映",
            right_door="县住房和城乡建设局 0373-5550200", by=stage.cast.reception, on=on,
        )  # fmt: skip


def sent(stage: Stage, *, then: str = "") -> None:
    """Out of remit: to the housing bureau; accepted, returned, or still on the way."""
    clue = heard(stage, workers=2)
    stage.later(1)
    with stage.morning() as on:
        transfer = send_clue(
            clue=clue,
            to_unit=stage.cast.housing_unit,
            cause="remit",
            reason="因转包、工程款纠纷引发",
            by=stage.cast.reception,
            on=on,
        )
    if then:
        stage.later(1)
        with stage.morning() as on:
            if then == "accepted":
                accept_transfer(transfer=transfer, by=stage.cast.housing, on=on)
            else:
                return_transfer(
                    transfer=transfer,
                    cause="not_remit",
                    reason="总包已付清工程款，属劳动监察职责",
                    by=stage.cast.housing,
                    on=on,
                )


def sent_then(what: str) -> Story:
    """A transfer and what the other unit did with it."""

    def story(stage: Stage) -> None:
        sent(stage, then=what)

    return story


def helped(stage: Stage) -> None:
    clue = accepted(stage)
    with stage.morning() as on:
        ask_helper(
            clue=clue, unit=stage.cast.housing_unit, task="核查工程款支付和分包合同", by=stage.cast.inspector, on=on,
            due_on=on + timedelta(days=5),
        )  # fmt: skip


def anonymous(stage: Stage) -> None:
    heard(
        stage,
        workers=1,
        channel=Channel.WEB,
        kind=ClueKind.REPORT,
        claims=(),
        reporters=(ReporterFacts(anonymous=True),),
        persons=6,
    )


def received(stage: Stage) -> None:
    heard(stage)


def at_reception_day(stage: Stage) -> None:
    heard(stage, channel=Channel.RECEPTION)


def just_accepted(stage: Stage) -> None:
    accepted(stage)
