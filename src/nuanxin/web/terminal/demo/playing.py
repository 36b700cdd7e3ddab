"""Playing the acts of the house on days gone by: each step on the first day on which the law allows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, TypeVar

from django.db import connection

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.occasion import BEIJING, occasion
from nuanxin.foundation.documents.models import Paper
from nuanxin.foundation.documents.sealing.keeping import request_seal
from nuanxin.foundation.documents.sealing.sandbox import SandboxSeal
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.rights.cases.confirmation import record_confirmation
from nuanxin.rights.cases.ledger import claims_of, record_payment, verify_claim
from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.steps import take_step
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.demo.invention import Inventor
from nuanxin.web.terminal.demo.people import Cast

T = TypeVar("T")
PATIENCE = 260  # days to wait for a gate to open before the story stops where it stands


class NotYet(Exception):
    """The story has reached today: it stays in the state it is in."""


@dataclass
class Stage:
    """A story's own calendar: the day it has come to, and the day that is today."""

    cast: Cast
    inventor: Inventor
    today: date
    day: date
    calendar: WorkingCalendar = field(default_factory=WorkingCalendar)

    @contextmanager
    def morning(self) -> Iterator[date]:
        """Act on the story's day, in office hours."""
        at = datetime(self.day.year, self.day.month, self.day.day, 9, 30, tzinfo=BEIJING)
        with occasion(at=at, source="演示数据"):
            yield self.day

    def later(self, days: int) -> None:
        """Go on so many days, to a working day; NotYet when that would be after today."""
        self.day = self.calendar.next_working(self.day + timedelta(days=days - 1))
        if self.day > self.today:
            raise NotYet

    def when_allowed(self, act: Callable[[date], T], days: int = 1) -> T:
        """Do it now or on the first later day on which it is not refused."""
        first = self.day
        while True:
            try:
                with self.morning() as on:
                    return act(on)
            except Refusal:
                if (self.day - first).days > PATIENCE:
                    raise
                self.later(max(days, 2))  # one day on at least: the same day would be refused for ever

    def step(self, case: Case, key: str, **facts: Any) -> None:
        """Take a step of the procedure with facts that fit."""
        by = self._who(key)

        def take(on: date) -> Any:
            fitting = {**FACTS.get(key, _nothing)(on), **facts}
            return take_step(case=case, step=key, facts=fitting, by=by, on=on, paper_fields=dict(PAPERS.get(key, {})))

        self.when_allowed(take, days=3)
        if key == "penalty":
            self._seal(case)

    def _seal(self, case: Case) -> None:
        """A penalty is served only sealed (行政处罚法 art. 59); the demonstration's seal says that it is one."""
        with self.morning() as on:
            for paper in Paper.objects.filter(about_kind="cases.case", about_id=case.pk, kind="penalty_decision"):
                if paper.status == Paper.Status.ISSUED and not paper.sealed_copies.exists():
                    request_seal(paper=paper, by=self.cast.inspector, on=on, service=SandboxSeal())

    def _who(self, key: str) -> Any:
        if key.endswith("_review"):
            return self.cast.reviewer
        return self.cast.head if key in HEADS else self.cast.inspector

    def verify_all(self, clue: Clue) -> None:
        with self.morning() as on:
            for claim in claims_of(clue):
                fen = claim.claimed_fen or 800_000
                verify_claim(claim=claim, verified_fen=fen, basis="工资表、考勤记录", by=self.cast.inspector, on=on)

    def pay_all(self, clue: Clue, *, source: str = "employer", share: int = 100) -> None:
        """Pay every worker; below 100 % the rest stays owed."""
        with self.morning() as on:
            for claim in claims_of(clue):
                fen = (claim.claimed_fen or 800_000) * share // 100
                record_payment(
                    claim=claim, source=source, amount_fen=fen, paid_on=on, voucher=f"银行回单{claim.pk:05d}-{share}",
                    by=self.cast.inspector, on=on,
                )  # fmt: skip

    def ask_all(self, clue: Clue, answer: str = "received") -> None:
        with self.morning() as on:
            for claim in claims_of(clue):
                record_confirmation(
                    claim=claim, answer=answer, method="call", asked_on=on, by=self.cast.inspector, on=on
                )


def play_all(told: Iterable[tuple[Callable[[Stage], Any], int]], cast: Cast, inventor: Inventor, today: date) -> int:
    """Play stories, each from so many days before today, the oldest first. Returns how many reached today and stand there."""
    stopped = 0
    for number, (story, days) in enumerate(sorted(told, key=lambda one: -one[1])):
        if number % 25 == 0:  # a database that was empty a minute ago would plan as though it still were
            connection.cursor().execute("ANALYZE")
        stage = Stage(cast, inventor, today, today - timedelta(days=days))
        stage.day = stage.calendar.previous_working(stage.day)
        try:
            story(stage)
        except NotYet:
            stopped += 1
        except Refusal as refusal:  # a story that the law stops is a fault of the story, told aloud
            raise RuntimeError(f"{getattr(story, '__qualname__', story)}：{refusal}") from refusal
    return stopped


HEADS = ("extend", "decision", "discussion", "penalty", "compensation", "enforcement", "police_approve")
_COURT = {"court": "新乡县人民法院"}


def _nothing(on: date) -> dict[str, Any]:
    return {}


def _served(on: date) -> dict[str, Any]:
    return {"method": "direct", "sent_on": on, "served_on": on, "recipient": "用人单位", "receiver": "办公室主任"}


FACTS: dict[str, Callable[[date], dict[str, Any]]] = {
    "evidence": lambda on: {
        "kind": "books",
        "summary": "调取考勤表、工资表、劳动合同",
        "recording": "执法记录仪 AV-03",
    },
    "extend": lambda on: {"reason": "涉及多个班组，账册需要逐项核对"},
    "investigated": lambda on: {"findings": "用人单位拖欠工资属实", "persons": 3, "amount": 3_000_000, "complex": "no"},
    "order": lambda on: {"due_on": on + timedelta(days=7)},
    "expired": lambda on: {"checked": "到期没有支付，电话核实"},
    "handling_notice": lambda on: {"statement_by": on + timedelta(days=5)},
    "handling_statement": lambda on: {"heard": "waived"},
    "handling_review": lambda on: {"opinion": "agree", "text": "事实清楚，适用法律正确"},
    "decision": lambda on: {"due_on": on + timedelta(days=15)},
    "penalty_notice": lambda on: {"statement_by": on + timedelta(days=5), "heavy": "no"},
    "penalty_statement": lambda on: {"heard": "waived", "hearing": "none"},
    "hearing_notice": lambda on: {"held_on": on + timedelta(days=21), "place": "县人社局二楼听证室", "chair": "吴法制"},
    "hearing": lambda on: {
        "record": "双方到场，当事人陈述经营困难",
        "opinion": "建议维持拟处罚意见",
        "recording": "AV-07",
    },
    "penalty_review": lambda on: {"opinion": "agree", "text": "处罚适当"},
    "discussion": lambda on: {"present": ["赵队长", "吴法制", "王承办"], "result": "同意处罚意见"},
    "performed": lambda on: {"how": "已转账到本人账户"},
    "compensation": lambda on: {"percent": 50, "reason": "逾期不支付"},
    "enforcement": lambda on: dict(_COURT),
    "police_threshold": lambda on: {"police": "新乡县公安局", "conduct": "able"},
    "police_report": lambda on: {"report": "核查属实，符合移送条件", "team": ["王承办", "李协办"]},
    "police_approve": lambda on: {"approved": "yes", "reason": "达到数额标准"},
    "procuratorate_copy": lambda on: {"procuratorate": "新乡县人民检察院", "papers": ["移送书副本"]},
    "procuratorate_receipt": lambda on: {"received_on": on, "receiver": "案件管理部门"},
    "police_receipt": lambda on: {"received_on": on, "receiver": "治安大队"},
    "police_answer": lambda on: {"answer": "filed", "answered_on": on, "number": "新公立字〔2026〕8号"},
    "handover": lambda on: {"items": ["案卷一册"]},
    "police_reconsider": lambda on: {"reason": "事实清楚，证据充分"},
    "reconsider_answer": lambda on: {"answer": "refused", "answered_on": on},
    "supervision": lambda on: {"procuratorate": "新乡县人民检察院", "reason": "应当立案而不立案"},
    "consent": lambda on: {"worker_consent_on": on, "employer_consent_on": on, "by_whom": "项目经理"},
    "negotiation": lambda on: {"summary": "双方当面核对人数和金额"},
    "failed": lambda on: {"reason": "用人单位拒绝支付", "route": "filing", "told": "已电话告知劳动者"},
    "confirmation": lambda on: {"court": "新乡县人民法院", "mediator": "县劳动争议调解中心"},
    "arbitral_paper": lambda on: {"commission": "新乡县劳动人事争议仲裁委员会"},
    "default": lambda on: {"what": "第一期没有支付"},
    **dict.fromkeys(
        (
            "order_served",
            "handling_notice_served",
            "decision_served",
            "penalty_notice_served",
            "penalty_served",
            "urge_served",
        ),
        _served,
    ),
}
PAPERS: dict[str, dict[str, Any]] = {
    "order": _COURT,
    "decision": {**_COURT, "basis": "《劳动保障监察条例》第十八条"},
    "penalty_notice": {"proposed": ["罚款一万元"], "basis": "《劳动保障监察条例》第三十条"},
    "hearing_notice": {"matter": "拟罚款一万元", "held_at": "上午九时", "open": "yes"},
    "penalty": {
        **_COURT,
        "penalties": ["罚款一万元"],
        "performance": "缴至罚没专户",
        "fine": "yes",
        "basis": "《劳动保障监察条例》第三十条",
    },
    "compensation": _COURT,
    "enforcement": {"head": "周局长", "basis": "《保障农民工工资支付条例》第四十二条"},
    "police_send": {
        "suspect_details": "法定代表人",
        "facts": "经责令支付仍不支付，拖欠工资数额较大",
        "attachments": ["调查报告", "责令改正指令书及送达回证"],
        "copied_to": {"none": "本次不抄送"},
    },
}
