"""From indicators to a score and a grade, with the reasons: which rule, how many workers, how much money. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from nuanxin.foundation.common.money import yuan
from nuanxin.watch.monitoring.risk.declared import ASKED, MOST, WARNED, Grade, Rules

Found = Mapping[str, Iterable[Mapping[str, Any]]]


@dataclass(frozen=True)
class Reason:
    """One rule that gave points: how many, for how many workers, for how much money (分).

    note: what was said where it is no matter of counted workers (a signal from outside with its date).
    """

    rule: str
    name: str
    points: int
    workers: int
    amount_fen: int
    cites: str = ""
    note: str = ""

    @property
    def short(self) -> str:
        """Without points: for the firm, for a clue."""
        return f"{self.name}（{self.note}）" if self.note else f"{self.name}{self.workers}人"

    @property
    def words(self) -> str:
        """With the points."""
        money = f"、{yuan(self.amount_fen)}元" if self.amount_fen else ""
        return f"{self.name}：{self.note or f'{self.workers}人{money}'}，计{self.points}分"


@dataclass(frozen=True)
class RiskGrade:
    """One project-month: score 0–100, its grade, the reasons from the gravest down. month: its first day."""

    project_id: str
    month: date
    score: int
    grade: Grade
    reasons: tuple[Reason, ...]

    @property
    def workers(self) -> int:
        """The most that one rule concerns: the same worker may stand under several. Signals from outside speak of none."""
        return max((reason.workers for reason in self.reasons if not reason.note), default=0)

    @property
    def amount_fen(self) -> int:
        """The most that one rule concerns, for the same reason."""
        return max((reason.amount_fen for reason in self.reasons if not reason.note), default=0)

    def as_row(self) -> dict[str, Any]:
        """A flat row for a file: reasons as `key:points` parted by spaces."""
        reasons = " ".join(f"{one.rule}:{one.points}" for one in self.reasons)
        return {
            "project_id": self.project_id, "month": self.month, "score": self.score, "grade": self.grade,
            "workers": self.workers, "amount_fen": self.amount_fen, "reasons": reasons,
        }  # fmt: skip


def grade(found: Found, rules: Rules, on: date | None = None) -> list[RiskGrade]:
    """The grades of every project-month that any rule speaks of, by project and month.

    found: key of an indicator → rows with project_id, month (a date), workers, amount_fen, of signals from outside also value
    and note. A key without a rule gives no points. on: the day as of which `found` was asked; months that begin after it are left out.
    """
    known = rules.by_key()
    reasons: dict[tuple[str, date], list[Reason]] = {}
    for key, rows in found.items():
        rule = known.get(key)
        if rule is None:
            continue
        for row in rows:
            workers, fen = int(row["workers"]), int(row["amount_fen"])
            points = rule.points(workers, fen, row.get("value") or 0)
            if points and (on is None or row["month"] <= on):
                reason = Reason(key, rule.name, points, workers, fen, rule.cites, row.get("note") or "")
                reasons.setdefault((row["project_id"], row["month"]), []).append(reason)
    return [_graded(project, month, reasons[project, month], rules) for project, month in sorted(reasons)]


def _graded(project: str, month: date, reasons: list[Reason], rules: Rules) -> RiskGrade:
    score = min(MOST, sum(one.points for one in reasons))
    reasons.sort(key=lambda one: (-one.points, one.rule))
    return RiskGrade(project, month, score, rules.grade_of(score), tuple(reasons))


def counted(grades: Iterable[RiskGrade]) -> dict[str, int]:
    """How many project-months have which grade."""
    counts: dict[str, int] = dict.fromkeys((*WARNED, "none"), 0)
    for one in grades:
        counts[one.grade] += 1
    return counts


@dataclass(frozen=True)
class EmployerRisk:
    """One employer and month: the worst project's score, and points for each further site with a grade."""

    employer: str
    month: date
    score: int
    grade: Grade
    sites: tuple[RiskGrade, ...]
    reasons: tuple[str, ...]


def grade_employers(
    grades: Iterable[RiskGrade], employer_of: Mapping[str, str], rules: Rules, names: Mapping[str, str] | None = None
) -> list[EmployerRisk]:
    """Per employer and month, explained; projects without a known employer are left out. A blue site adds nothing.

    names: what a project is called. Pure.
    """
    held: dict[tuple[str, date], list[RiskGrade]] = {}
    for one in grades:
        employer = employer_of.get(one.project_id)
        if employer is not None and one.grade != "none":
            held.setdefault((employer, one.month), []).append(one)
    found = []
    for (employer, month), sites in sorted(held.items(), key=lambda item: item[0]):
        sites.sort(key=lambda one: (-one.score, one.project_id))
        worst, further = sites[0], sum(one.grade in ASKED for one in sites[1:])
        score = min(MOST, worst.score + further * rules.further_site)
        called = (names or {}).get(worst.project_id, worst.project_id)
        reasons = [f"风险最高的项目{called}：{worst.score}分"]
        if further and rules.further_site:
            reasons.append(f"同月另有{further}个项目被评级，每个加{rules.further_site}分")
        found.append(EmployerRisk(employer, month, score, rules.grade_of(score), tuple(sites), tuple(reasons)))
    return found
