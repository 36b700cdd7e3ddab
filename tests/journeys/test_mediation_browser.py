"""A mediation and a notarised repayment in a real browser: from the first paper to what the law leaves after a default."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from nuanxin.foundation.documents.models import Paper
from nuanxin.rights.cases.agreements import mark_defaults
from nuanxin.rights.cases.models import Case
from nuanxin.rights.disputes.notary.dunning import dun_due
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.transfer.helping import ask_helper
from tests.conftest import TODAY, People
from tests.journeys.desk import Seat
from tests.journeys.looking import IN_BROWSER, PHONE_SIZE
from tests.unit.rights.cases.making import make_clue, on_day
from tests.unit.rights.disputes.mediation.making import Desk
from tests.unit.rights.disputes.notary.making import PHONE, notary_person

pytestmark = IN_BROWSER
FIRST, SECOND = TODAY - timedelta(days=8), TODAY - timedelta(days=7)  # 2 and 3 January
DUE = TODAY - timedelta(days=2)


def asked_to_help(people: People, unit: Any, task: str) -> Clue:
    clue = make_clue(people)
    with on_day(FIRST) as on:
        ask_helper(clue=clue, unit=unit, task=task, by=people.owner, on=on)
    return clue


def take(seat: Seat, case: Case, step: str, name: str, day: Any = SECOND, **facts: str) -> None:
    """From the file's page to the step's form and back."""
    seat.go(f"/officer/cases/{case.pk}/")
    seat.click(name, inside="main")
    seat.fill(**{f"fact_{key}": value for key, value in facts.items()}, on=f"{day}")
    seat.submit("办理", f"已办理“{name}”")


def sign(seat: Seat, case: Case, name: str) -> None:
    seat.go(f"/officer/cases/{case.pk}/")
    seat.click(name, inside="main")
    seat.fill(signed_on=f"{SECOND}", parts=f"{DUE} 10000\n2024-02-09 20000", text="分两期付清全部工资", on=f"{SECOND}")
    seat.submit("确定", "已登记协议")


def in_default() -> None:
    with on_day(TODAY) as on:
        assert len(mark_defaults(on=on)) == 1


def test_a_mediation(browser: Any, site: Any, that_morning: None, people: People) -> None:
    desk = Desk()
    desk.registered()
    clue = asked_to_help(people, desk.unit, "请主持调解")
    seat = Seat(browser, site, desk.mediator)
    seat.go(f"/officer/clues/{clue.number}/doors/people_mediation/")
    seat.look("mediation-01-apply")
    seat.fill(
        fact_kind="人民调解", fact_received_on=f"{FIRST}", fact_applied_by="双方", fact_form="书面",
        fact_request="拖欠2023年9月至11月工资", on=f"{FIRST}",
    )  # fmt: skip
    seat.submit("办理", "已办理“调解”的“申请调解”")
    case = Case.objects.get(clue=clue)
    take(seat, case, "accept", "受理调解", FIRST)
    seat.go(f"/officer/cases/{case.pk}/")
    seat.click("指定调解员", inside="main")
    seat.look("mediation-02-appoint")
    seat.fill(on=f"{FIRST}")
    seat.submit("指定", "已指定调解员")
    day = {"worker_consent_on": f"{FIRST}", "employer_consent_on": f"{FIRST}"}
    take(seat, case, "consent", "双方同意调解", FIRST, **day, by_whom="项目经理李四", rights_told="已告知")
    take(
        seat, case, "session", "主持调解", medium="视频", began="09:05", ended="09:51", place="视频会议室3号",
        present="工人0\n项目经理李四", summary="双方核对金额，达成一致", result="达成一致",
    )  # fmt: skip
    sign(seat, case, "达成调解协议")
    marks = ("worker_signed_on", "employer_signed_on", "mediator_signed_on", "sealed_on", "effective_on")
    take(seat, case, "signed", "协议书签名盖章生效", **dict.fromkeys(marks, f"{SECOND}"), wage_only="是")
    in_default()
    seat.go(f"/officer/cases/{case.pk}/?tab=mediation")
    seat.look("mediation-03-doors")
    assert "46 分钟" in seat.words() and "法释〔2020〕26号第五十一条" in seat.words()
    take(seat, case, "urge", "督促履行", TODAY, answer="下周付")
    seat.go(f"/officer/cases/{case.pk}/steps/handed_on/")
    seat.fill(fact_route="申请人民法院强制执行", fact_told="电话告知", on=f"{TODAY}")
    seat.submit("办理", "没有经司法确认")
    seat.fill(fact_route="按普通民事纠纷起诉")
    seat.submit("办理", "已办理“引导其他法定途径”")
    assert "协议未履行，转其他途径" in seat.words()
    seat.done()
    issued = ["mediation_acceptance", "mediation_agreement", "mediation_urging"]
    about = Paper.objects.filter(about_kind="cases.case", about_id=case.pk).order_by("pk")
    assert list(about.values_list("kind", flat=True)) == issued
    phone = Seat(browser, site, desk.mediator, PHONE_SIZE)
    for name in ("mediators", "mediation-organisations", "regular-checks", f"cases/{case.pk}/?tab=mediation"):
        phone.go(f"/officer/{name}{'' if '?' in name else '/'}")
        phone.look(f"mediation-phone-{name.split('/')[0]}")
    phone.done()


def test_a_notarised_repayment(browser: Any, site: Any, that_morning: None, people: People) -> None:
    notary = notary_person()
    clue = asked_to_help(people, notary.unit, "请办理还款协议公证")
    seat = Seat(browser, site, notary)
    seat.go(f"/officer/clues/{clue.number}/doors/notarised_repayment/")
    seat.fill(
        fact_worker_applied_on=f"{FIRST}", fact_employer_applied_on=f"{FIRST}", fact_origin="双方自行协商",
        fact_debt="拖欠三人工资三万元", on=f"{FIRST}",
    )  # fmt: skip
    seat.submit("办理", "的“申请公证”")
    case = Case.objects.get(clue=clue)
    take(seat, case, "accept", "受理公证", FIRST, told="已告知")
    examined = {"disputed": "否", "genuine": "是", "passes": "是", "note": "无争议"}
    take(seat, case, "examine", "审查（有无争议、材料真实充分）", FIRST, **examined)
    day = {"worker_consent_on": f"{FIRST}", "employer_consent_on": f"{FIRST}"}
    take(seat, case, "consent", "双方同意还款协议", FIRST, **day, by_whom="法定代表人张三")
    sign(seat, case, "签订还款协议")
    promise = {
        "accepts": "是",
        "presence": "本人（法定代表人）到场",
        "person": "张三",
        "accelerates": "是",
        "dunning_phone": PHONE,
    }
    take(seat, case, "statement", "债务人承诺接受强制执行", **promise)
    take(seat, case, "deed", "出具公证书（赋予强制执行效力）")
    for back in (3, 1):
        with on_day(TODAY - timedelta(days=back)) as on:
            assert len(dun_due(on=on)) == 1
    in_default()
    seat.go(f"/officer/cases/{case.pk}/?tab=notary")
    seat.look("notary-01-repayment")
    assert "30,000.00" in seat.words() and "没有查到全国性法律依据" in seat.words()
    seat.go(f"/officer/cases/{case.pk}/steps/certificate/")
    seat.fill(fact_amount="30000", on=f"{TODAY}")
    seat.submit("办理", "没有核实履行情况")
    checked = {"applied_on": f"{TODAY}", "paid": "0", "asked": "电话核实", "answer": "无异议"}
    take(seat, case, "check", "核实履行情况", TODAY, **checked)
    take(seat, case, "certificate", "签发执行证书", TODAY, amount="30000")
    take(seat, case, "court", "申请强制执行", TODAY, court="新乡县人民法院", applied_on=f"{TODAY}")
    take(seat, case, "court_filed", "法院受理执行", TODAY, answered_on=f"{TODAY}", number="（2024）豫0721执1号")
    take(seat, case, "handed_over", "全部转法院执行，公证办结", TODAY, note="材料已移交")
    seat.look("notary-02-court")
    seat.done()
    certificate = Paper.objects.get(kind="enforcement_certificate")
    assert certificate.fields["paid"] == "0.00元"
