"""Relief in the demonstration: deposits, guarantees, draw-downs, the fund and hardship relief in every state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from nuanxin.foundation.organisations.models import LocalSetting, Region
from nuanxin.foundation.organisations.receiving import receiving_unit
from nuanxin.foundation.parties.models import Employer, Project
from nuanxin.rights.cases.ledger import claims_of, record_payment
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.opening import open_file
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.relief.deposit import receipts
from nuanxin.rights.relief.deposit.balance import store_deposit
from nuanxin.rights.relief.deposit.drawing import order_drawdown
from nuanxin.rights.relief.deposit.guarantees import Offered, take_guarantee
from nuanxin.rights.relief.deposit.models import DrawDown, WageDeposit
from nuanxin.rights.relief.deposit.registering import assess_deposit, record_completion, register_deposit
from nuanxin.rights.relief.deposit.returning import announce_return, answer_return, apply_return, review_return
from nuanxin.rights.relief.fund.advancing import Asked, apply_advance, decide_advance, pay_worker
from nuanxin.rights.relief.fund.caps import caps_at, most_for
from nuanxin.rights.relief.fund.holding import allocate, fund_of, open_fund
from nuanxin.rights.relief.fund.models import EmergencyFund, FundAdvance
from nuanxin.rights.relief.fund.recovering import agree_repayment, pursue, record_recovered
from nuanxin.rights.relief.hardship.procedure import KEY as RELIEF
from nuanxin.rights.relief.hardship.referring import refer_hardship
from nuanxin.rights.relief.once.asking import note_source
from nuanxin.web.terminal.demo.hearing import Story, accepted
from nuanxin.web.terminal.demo.people import COUNTY
from nuanxin.web.terminal.demo.playing import Stage
from nuanxin.web.terminal.demo.stories import HANDLED, INVESTIGATION, filed

SINCE = date(2024, 1, 2)
_SETTINGS: dict[str, Any] = {
    "dep.local_rate": {"rate": 0.02, "multi_rate": 0.01, "small_exempt": True, "clean_exempt": True},
    "ef.cap_local": {"months": 1, "share": 0.2},
    "wage.minimum": 2000,
}
_NEED = "妻子住院，欠薪三个月，已无钱缴费"
_DRAWN = "ordered received part paid topped_up dropped"
_RETURNED = "completed announced applied refused agreed answered"
_ADVANCED = "applied refused approved paid demanded part_back back"
_RELIEVED = "referred receive urgent_help check decision paid answer"


def _settings() -> None:
    """Figures of an invented place, so that the demonstration can reckon; a real place enters its own."""
    for key, value in _SETTINGS.items():
        made = {"value": value, "source": "演示数据，使用前须换成本地文件"}
        LocalSetting.objects.get_or_create(key=key, region_id=COUNTY, valid_from=SINCE, defaults=made)


def _deposit(
    stage: Stage, project: Project, contractor: Employer, *, fen: int = 2_000_000_000, upto: str = "stored"
) -> WageDeposit:
    """Registered, assessed, stored or guaranteed, as far as asked."""
    _settings()
    by = stage.cast.desks["fund_manager"]
    with stage.morning() as on:
        deposit = register_deposit(
            project=project, contractor=contractor, contract_fen=fen, signed_on=on - timedelta(days=40),
            until_on=on + timedelta(days=330), permit_on=on - timedelta(days=20), bank="新乡县农村商业银行", by=by, on=on,
        )  # fmt: skip
        if upto == "registered":
            return deposit
        assessed = assess_deposit(deposit=deposit, by=by, on=on)
        if assessed.exempt or upto == "assessed":
            return deposit
        if upto == "guarantee":
            bureau = receiving_unit(deposit.region)
            offered = Offered(
                assessed.due_fen, on, on + timedelta(days=366), on_demand=True, original_kept=True, hrss=True
            )
            take_guarantee(
                deposit=deposit,
                number=f"BH-{deposit.pk:04d}",
                bank="中国建设银行新乡分行",
                beneficiary=bureau,
                offered=offered,
                by=by,
                on=on,
            )
        else:
            voucher = f"存单{deposit.pk:05d}"
            store_deposit(deposit=deposit, amount_fen=assessed.due_fen, stored_on=on, voucher=voucher, by=by, on=on)
    return deposit


def _site(name: str) -> tuple[Project, Employer]:
    """A site without a claim, and its contractor."""
    firm, _ = Employer.objects.get_or_create(
        name=f"{name}建设集团有限公司", defaults={"region_id": COUNTY, "sector": "construction"}
    )
    project, _ = Project.objects.get_or_create(name=f"{name}项目", region_id=COUNTY, defaults={"employer": firm})
    return project, firm


def deposited(upto: str, name: str, fen: int = 2_000_000_000) -> Story:
    """A deposit without a claim, in one of its early states."""

    def story(stage: Stage) -> None:
        _deposit(stage, *_site(name), fen=fen, upto=upto)

    return story


def returned(last: str, name: str) -> Story:
    """A completed project on the way to its return."""

    def story(stage: Stage) -> None:
        deposit, by = _deposit(stage, *_site(name)), stage.cast.desks["fund_manager"]
        stage.later(60)
        with stage.morning() as on:
            record_completion(deposit=deposit, completed_on=on, by=by, on=on)
        if last == "completed":
            return
        stage.later(5)
        with stage.morning() as on:
            back = announce_return(
                deposit=deposit,
                announced_on=on,
                places="维权信息告示牌、县人社局网站",
                promise="无拖欠承诺书",
                by=by,
                on=on,
            )
        if last == "announced":
            return
        stage.later(33)
        back = stage.when_allowed(lambda on: apply_return(returning=back, applied_on=on, by=by, on=on))
        if last == "applied":
            return
        stage.later(2)
        agreed = last != "refused"
        with stage.morning() as on:
            why = "公示无异议，没有在办的欠薪线索" if agreed else "公示期间有劳动者反映欠薪，正在核实"
            back = review_return(returning=back, agreed=agreed, reason=why, by=by, on=on)
        if last == "agreed":
            return
        stage.later(1)
        with stage.morning() as on:
            answer_return(returning=back, voucher=f"销户{deposit.pk:05d}" if agreed else "", by=by, on=on)

    return story


def _decided(stage: Stage) -> Case:
    """A case on a construction site, decided and served."""
    case = filed(stage, workers=3)
    for key in f"{INVESTIGATION} {HANDLED}".split():
        stage.later(1)
        if key == "investigated":
            stage.verify_all(case.clue)
        stage.step(case, key)
    return Case.objects.get(pk=case.pk)


def drawn(last: str, how: str = "stored") -> Story:
    """The deposit of the site pays after a decision that nobody obeyed."""

    def story(stage: Stage) -> None:
        case = _decided(stage)
        clue, by = Clue.objects.get(pk=case.clue_id), stage.cast.desks["fund_manager"]
        firm = clue.employer
        assert firm is not None
        project = clue.project or Project.objects.create(
            name=f"{firm.name}工地", region_id=clue.region_id, employer=firm
        )
        Clue.objects.filter(pk=clue.pk).update(project=project)
        deposit = WageDeposit.objects.filter(project=project, ended_on=None).first() or _deposit(
            stage, project, firm, upto=how
        )
        row = stage.when_allowed(lambda on: order_drawdown(deposit=deposit, case=case, by=by, on=on), days=2)
        if last != "ordered":
            stage.later(1)
            with stage.morning() as on:
                receipts.record_bank_receipt(drawdown=row, received_on=on, by=by, on=on)
            _pay(stage, row, last)

    return story


def _pay(stage: Stage, row: DrawDown, last: str) -> None:
    """The bank pays; then the contractor tops up."""
    if last == "received":
        return
    by, lines = stage.cast.desks["fund_manager"], list(row.lines.all())
    stage.later(3)
    with stage.morning() as on:
        for place, line in enumerate(lines):
            if last == "dropped" and place == 0:
                receipts.drop_worker(line=line, why="本人银行卡注销，另行支付", by=by, on=on)
            elif last != "part" or place == 0:
                receipts.record_worker_receipt(line=line, paid_on=on, voucher=f"代付{line.pk:05d}", by=by, on=on)
    if last == "topped_up":
        stage.later(6)
        row = DrawDown.objects.get(pk=row.pk)
        with stage.morning() as on:
            receipts.record_topup(
                drawdown=row, amount_fen=receipts.paid_fen(row), day=on, voucher=f"补存{row.pk:05d}", by=by, on=on
            )


def _fund(stage: Stage) -> EmergencyFund:
    """The county's fund, filled once."""
    _settings()
    found, by = fund_of(COUNTY), stage.cast.desks["fund_manager"]
    if found is None:
        with stage.morning() as on:
            county = Region.objects.get(pk=COUNTY)
            found = open_fund(region=county, basis="演示文件", opened_on=SINCE, by=by, on=on)
            allocate(fund=found, amount_fen=100_000_000, allocated_on=SINCE, document="演示拨款1号", by=by, on=on)
    return found


def advanced(last: str, ground: str = "fled", nature: str = "wage") -> Story:
    """An advance from the fund that has come to a state and stands there."""

    def story(stage: Stage) -> None:
        fund, case = _fund(stage), filed(stage, workers=3)
        stage.later(2)
        stage.verify_all(case.clue)
        with stage.morning() as on:
            caps = caps_at(fund.region_id, on)
            asked = [
                Asked(claim.pk, nature, most_for(claim.claimed_fen or 0, caps).fen or 1)
                for claim in claims_of(case.clue)
            ]
            why = "法定代表人失联，账户无款" if ground == "fled" else "账户被冻结，一时难以支付"
            row = apply_advance(clue=case.clue, ground=ground, found=why, asked=asked, by=stage.cast.inspector, on=on)
        if last == "applied":
            return
        stage.later(1)
        with stage.morning() as on:
            approved, reason = (
                last != "refused",
                "同意垫付" if last != "refused" else "用人单位有支付能力，应当责令支付",
            )
            row = decide_advance(
                advance=row, approved=approved, reason=reason, by=stage.cast.desks["fund_approver"], on=on
            )
        if last not in ("refused", "approved"):
            _paid_and_back(stage, row, last)

    return story


def _paid_and_back(stage: Stage, row: FundAdvance, last: str) -> None:
    """Paid worker by worker; then the employer is pursued."""
    by = stage.cast.desks["fund_manager"]
    stage.later(2)
    with stage.morning() as on:
        if row.ground == FundAdvance.Ground.CANNOT:
            agree_repayment(advance=row, agreed_on=on, repay_by=on + timedelta(days=60), by=by, on=on)
        for line in row.lines.all():
            pay_worker(line=line, paid_on=on, voucher=f"财付{line.pk:05d}", by=by, on=on)
    if last == "paid":
        return
    stage.later(10)
    with stage.morning() as on:
        pursue(advance=row, kind="demand", done_on=on, note="", pay_by=on + timedelta(days=15), by=by, on=on)
    if last == "demanded":
        return
    stage.later(8)
    whole = sum(row.lines.values_list("amount_fen", flat=True))
    with stage.morning() as on:
        fen = whole if last == "back" else whole // 2
        record_recovered(advance=row, amount_fen=fen, done_on=on, voucher=f"还款{row.pk:05d}", by=by, on=on)


def relieved(last: str) -> Story:
    """A worker in need, referred to civil affairs and helped while the claim runs."""

    def story(stage: Stage) -> None:
        clue = accepted(stage, workers=2, demand=_NEED)
        desk, claim = stage.cast.desks["civil_affairs_officer"], claims_of(clue)[0]
        assert desk.unit is not None
        stage.later(1)
        with stage.morning() as on:
            note_source(clue=clue, source="employer", result="账户无款", asked_on=on, by=stage.cast.inspector, on=on)
            refer_hardship(
                clue=clue, claims=[claim], unit=desk.unit, difficulty=_NEED, place="工地宿舍", urgent=True,
                by=stage.cast.inspector, on=on,
            )  # fmt: skip
        if last == "referred":
            return
        stage.later(1)
        name = claim.worker.name
        with stage.morning() as on:
            facts = {"who": [name], "difficulty": _NEED, "place": "工地宿舍", "urgent": "yes"}
            case = open_file(clue=clue, procedure=RELIEF, unit=desk.unit, officer=desk, facts=facts, by=desk, on=on)
        for key, said in _relief(name):
            if last == "receive":
                return
            stage.later(1)
            with stage.morning() as on:
                take_step(case=case, step=key, facts=said(on), by=desk, on=on)
            if key == last:
                return

    return story


def _relief(name: str) -> list[tuple[str, Callable[[date], dict[str, Any]]]]:
    """The steps of the file with facts that fit."""

    def money(fen: int, voucher: str) -> Callable[[date], dict[str, Any]]:
        return lambda on: {"receiver": name, "amount": fen, "paid_on": on, "voucher": voucher}

    return [
        ("urgent_help", money(100_000, "救助1")),
        ("papers_after", lambda on: {"papers": ["申请表", "医院缴费通知"]}),
        ("check", lambda on: {"data": "婚姻、社保信息已核对", "visited": "到工地宿舍走访", "household": "no"}),
        ("decision", lambda on: {"result": "grant", "total": 300_000, "reason": "突发重病，基本生活严重困难"}),
        ("paid", money(200_000, "救助2")),
        ("answer", lambda on: {"told": "已电话告知本人并函复人社局"}),
    ]


def paid_twice(stage: Stage) -> None:
    """An employer pays in full although the fund had advanced a part: the list of doubles says what must go back."""
    advanced("paid")(stage)
    row = FundAdvance.objects.latest("pk")
    stage.later(5)
    with stage.morning() as on:
        for claim in claims_of(row.clue):
            record_payment(
                claim=claim, source="employer", amount_fen=claim.claimed_fen or 800_000, paid_on=on,
                voucher=f"单位付{claim.pk:05d}", explained="单位自行全额支付", by=stage.cast.inspector, on=on,
            )  # fmt: skip


def stories() -> list[tuple[Story, int]]:
    """Every state of this room, with how many days before today it begins."""
    told: list[tuple[Story, int]] = [
        (deposited("registered", "凤凰新城"), 12), (deposited("assessed", "滨河雅苑"), 30), (deposited("stored", "产业园一期"), 90),
        (deposited("stored", "村文化广场", 100_000_000), 60), (deposited("guarantee", "高铁站前广场"), 345), (deposited("guarantee", "城东水厂"), 100),
        (drawn("paid", "guarantee"), 95), (advanced("part_back", "cannot"), 70), (advanced("paid", "fled", "living"), 40), (paid_twice, 50),
    ]  # fmt: skip
    told += [(returned(last, f"老城改造{n}标"), 160) for n, last in enumerate(_RETURNED.split(), 1)]
    told += [(drawn(last), 90) for last in _DRAWN.split()]
    told += [(advanced(last), 60 + 3 * n) for n, last in enumerate(_ADVANCED.split())]
    return told + [(relieved(last), 30) for last in _RELIEVED.split()]
