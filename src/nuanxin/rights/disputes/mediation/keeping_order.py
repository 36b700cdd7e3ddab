"""What the room asks before a step of a mediation, beyond the declared gates: times, joint days, the open doors."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from nuanxin.foundation.common.days import chinese_day
from nuanxin.foundation.common.errors import Refusal
from nuanxin.rights.cases.money import Agreement
from nuanxin.rights.cases.steps import steps_taken
from nuanxin.rights.cases.steps.effects import Moment
from nuanxin.rights.disputes.mediation.doors import doors_after_default

_TIME = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_PM = "人民调解法"
MARKS = ("worker_signed_on", "employer_signed_on", "mediator_signed_on", "sealed_on")


def before_mediation_step(moment: Moment) -> None:
    """Refuse what the facts of the step themselves contradict."""
    check = _CHECKS.get(moment.step)
    if check:
        check(moment)


def minutes_between(began: Any, ended: Any) -> int | None:
    """Minutes from "09:05" to "09:51" of one day; None where it cannot be read or does not go forward. Pure."""
    found = [_TIME.fullmatch(str(text).strip()) for text in (began, ended)]
    if not all(found):
        return None
    first, last = (int(one[1]) * 60 + int(one[2]) for one in found if one)
    return last - first if last > first else None


def effective_day(signed: list[date]) -> date:
    """A written agreement binds from the day on which the last of the marks was there (人民调解法 art. 29). Pure."""
    return max(signed)


def _session(moment: Moment) -> None:
    if minutes_between(moment.facts.get("began"), moment.facts.get("ended")) is None:
        raise Refusal(
            "不能办理“主持调解”",
            why="开始、结束时间不是“09:05”这样的写法，或者结束不晚于开始",
            remedy="请核对时间；跨日的分两次登记",
            cites=f"{_PM}第二十七条",
        )


def _signed(moment: Moment) -> None:
    marks = [moment.facts[key] for key in MARKS]
    if moment.facts["effective_on"] != effective_day(marks):
        raise Refusal(
            "不能办理“协议书签名盖章生效”",
            why=f"协议自双方签名盖章、调解员签名并加盖印章之日起生效，应为{chinese_day(effective_day(marks))}",
            remedy="请核对生效日期",
            cites=f"{_PM}第二十九条；劳动争议调解仲裁法第十四条",
        )


def _oral(moment: Moment) -> None:
    reached = _agreed_on(moment)
    if reached and moment.facts["effective_on"] != reached:
        raise Refusal(
            "不能办理“口头协议生效”",
            why=f"口头协议自各方达成协议之日（{chinese_day(reached)}）起生效",
            remedy="请核对日期",
            cites=f"{_PM}第三十条",
        )


def _handed_on(moment: Moment) -> None:
    for door in doors_after_default(steps_taken(moment.case)):
        if door.key == moment.facts.get("route") and not door.open:
            remedy = "请在“履行监督”中选择可以走的途径"
            raise Refusal(f"不能引导“{door.name}”", why=door.why, remedy=remedy, cites=door.cites)


def _agreed_on(moment: Moment) -> date | None:
    return Agreement.objects.filter(case=moment.case).order_by("-pk").values_list("signed_on", flat=True).first()


_CHECKS = {
    "session": _session,
    "signed": _signed,
    "oral": _oral,
    "handed_on": _handed_on,
}
