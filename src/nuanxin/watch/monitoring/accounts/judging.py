"""Whether an account was opened and filed in time, and whether it was closed as the rules want. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from nuanxin.foundation.law.book import Law
from nuanxin.foundation.law.calendar import WorkingCalendar
from nuanxin.foundation.law.deadlines import Deadline, due

NO_CONTRACT_DAY = "没有登记施工合同签订日期，开户期限算不出"
CLOSING_CITES = "保障农民工工资支付条例第二十七条；人社部发〔2021〕53号第十二条、第十三条"


@dataclass(frozen=True)
class AccountFacts:
    """The days as they were handed in."""

    contract_on: date | None = None
    opened_on: date | None = None
    agreement_on: date | None = None
    filed_on: date | None = None
    notice_from: date | None = None
    promised_on: date | None = None
    closed_on: date | None = None

    def faults(self, on: date) -> list[str]:
        """Days that cannot be: to come, or against one another."""
        days = {
            "施工合同签订": self.contract_on, "开户": self.opened_on, "三方协议": self.agreement_on, "备案": self.filed_on,
            "公示": self.notice_from, "承诺": self.promised_on, "销户": self.closed_on,
        }  # fmt: skip
        found = [f"{name}日期{day}在今天之后" for name, day in days.items() if day and day > on]
        for name, later in (("备案", self.filed_on), ("销户", self.closed_on)):
            if later and not self.opened_on:
                found.append(f"登记了{name}日期，没有开户日期")
            elif later and self.opened_on and later < self.opened_on:
                found.append(f"{name}日期{later}早于开户日期{self.opened_on}")
        return found


@dataclass(frozen=True)
class Judged:
    """open_due, file_due: None while the day they start from is not known. close_from: the first day after the public notice."""

    open_due: Deadline | None
    file_due: Deadline | None
    close_from: date | None
    closing_faults: tuple[str, ...]

    @property
    def open_why(self) -> str:
        return "\n".join(self.open_due.explanation) if self.open_due else NO_CONTRACT_DAY


def judge(
    facts: AccountFacts,
    *,
    ends_on: date | None,
    open_clues: tuple[str, ...],
    place: str,
    law: Law,
    calendar: WorkingCalendar,
) -> Judged:
    """ends_on: the day on which the work was complete; open_clues: wage claims not ended on the day of the closing."""

    def clock(key: str, start: date | None) -> Deadline | None:
        return due(key, start=start, place=place, law=law, calendar=calendar) if start else None

    close_from = None
    if facts.notice_from:
        days = law.term("acct.close", place, on=facts.notice_from).value
        close_from = facts.notice_from + timedelta(days=days + 1)  # thirty whole days after the day of the notice
    faults = _closing(facts, ends_on, open_clues, close_from) if facts.closed_on else []
    return Judged(clock("acct.open", facts.contract_on), clock("acct.file", facts.opened_on), close_from, tuple(faults))


def _closing(
    facts: AccountFacts, ends_on: date | None, open_clues: tuple[str, ...], close_from: date | None
) -> list[str]:
    closed = facts.closed_on
    assert closed is not None
    faults = []
    if ends_on is None or ends_on > closed:
        faults.append("销户时工程还没有完工")
    if facts.notice_from is None or close_from is None:
        faults.append("没有登记无欠薪公示")
    elif closed < close_from:
        faults.append(f"公示自{facts.notice_from}起，{close_from}才能销户，提前了{(close_from - closed).days}天")
    if open_clues:
        faults.append(f"销户时有在办的欠薪线索：{'、'.join(open_clues[:5])}")
    return faults
