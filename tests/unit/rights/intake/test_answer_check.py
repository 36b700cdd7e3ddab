"""The last look at an answer: a small set of good and bad ones, written as officers write them."""

from __future__ import annotations

from typing import Any

import pytest

from nuanxin.rights.intake.answer import close_clue
from nuanxin.rights.intake.answer.checking import Reply, Use, look
from nuanxin.rights.intake.answer.looking_over import look_over_reply
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue
from tests.conftest import TODAY, People
from tests.unit.rights.intake.clues import a_clue

C = Conclusion
GOOD = [
    ("拖欠三个月工资", C.UNFOUNDED, "经查银行流水，您反映的工资已于12月30日付清，没有拖欠", ""),
    ("老板不给工资，还扣着押金", C.ARBITRATION, "工资数额和押金双方争议较大，请向县仲裁委申请仲裁", ""),
    ("工地受伤，工资也没给", C.ARBITRATION, "工伤待遇和工资争议请申请劳动仲裁，电话0373-5550111", ""),
    ("买的房子不交房", C.NOT_WAGES, "您反映的是商品房交付，不属于欠薪，请向县住建局反映", "县住建局 0373-5550200"),
    (
        "在郑州干活没给工钱",
        C.ELSEWHERE,
        "您的用工所在地在郑州，由当地人社部门办理工资问题",
        "金水区人社局 0371-12345678",
    ),
    ("没签劳动合同，加班费没给", C.UNFOUNDED, "经核实合同已签订，加班费已随工资发放，没有拖欠", ""),
]
BAD = [
    ("拖欠三个月工资", C.UNFOUNDED, "已处理", "不足"),
    ("拖欠三个月工资", C.UNFOUNDED, "您好，您反映的工资问题已经收到并进行了处理", "没有写出结论"),
    ("老板不给工资，还扣着押金", C.UNFOUNDED, "经查工资已经付清，没有拖欠的情况", "反映了“押金”"),
    ("工地受伤，工资也没给", C.UNFOUNDED, "经查工资已经付清，没有拖欠的情况", "反映了“工伤”"),
    ("买的房子不交房", C.NOT_WAGES, "您反映的问题不属于欠薪，请找其他部门反映", "正确的去处"),
    ("在郑州干活没给工钱", C.ELSEWHERE, "您的工资问题不归我们管辖，请另行反映解决", "正确的去处"),
    ("没交社保，工资没发", C.ARBITRATION, "工资问题请到县劳动仲裁委员会申请仲裁", "反映了“社会保险”"),
    ("拖欠工资", C.INDUSTRY, "已经把您的工资问题转走，请您耐心等待结果", "没有写出结论"),
]


def said(demand: str, conclusion: Conclusion, answer: str, door: str = "") -> list[str]:
    return [remark.text for remark in look(Reply(Use.CLOSE, demand, answer, conclusion, door)).remarks]


def seen(clue: Clue, words: str) -> list[str]:
    return [one.text for one in look_over_reply(clue=clue, use=Use.CLOSE, words=words, about=C.UNFOUNDED).remarks]


@pytest.mark.parametrize(("demand", "conclusion", "answer", "door"), GOOD)
def test_a_good_answer_passes(demand: str, conclusion: Conclusion, answer: str, door: str) -> None:
    assert said(demand, conclusion, answer, door) == []


@pytest.mark.parametrize(("demand", "conclusion", "answer", "says"), BAD)
def test_a_poor_answer_is_pointed_out(demand: str, conclusion: Conclusion, answer: str, says: str) -> None:
    assert any(says in one for one in said(demand, conclusion, answer))


@pytest.mark.django_db
def test_the_same_words_to_another_and_the_officer_decides(people: People, client: Any) -> None:
    words = "经查银行流水，工资已于12月30日付清，没有拖欠"
    first, second = a_clue(people.owner), a_clue(people.owner)
    assert seen(first, words) == []
    close_clue(clue=first, conclusion=C.UNFOUNDED, basis="流水", answer=words, by=people.owner, on=TODAY)
    assert any(first.number in one for one in seen(second, words))
    client.force_login(people.owner, backend="django.contrib.auth.backends.ModelBackend")
    address = f"/officer/clues/{second.number}/acts/close/"
    given = {"conclusion": "unfounded", "basis": "流水", "answer": words, "right_door": "", "on": TODAY.isoformat()}
    page = client.post(address, given)
    assert page.status_code == 422 and "一字不差" in page.content.decode()
    assert Clue.objects.get(pk=second.pk).state != "closed"
    client.post(address, {**given, "sure": "on"})
    assert Clue.objects.get(pk=second.pk).state == "closed"
