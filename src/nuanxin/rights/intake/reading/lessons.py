"""What an office's own closed clues teach: the text of each, and whether it turned out to be about unpaid wages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nuanxin.foundation.common.errors import Refusal
from nuanxin.foundation.common.reading.plain_text import plain_text
from nuanxin.rights.intake.channels import Conclusion
from nuanxin.rights.intake.models import Clue
from nuanxin.rights.intake.reading.judging import Judge, Lesson, train
from nuanxin.rights.intake.reading.owing import owing

_WAGES = (Conclusion.FILED_SOLVED, Conclusion.COORDINATED, Conclusion.ARBITRATION, Conclusion.POLICE)
_NOT_WAGES = (Conclusion.NOT_WAGES,)
_SHORTEST = 12  # signs: 要求支付工资 teaches nothing
LEAST, LEAST_OF_A_KIND, FOLDS = 60, 15, 5


@dataclass(frozen=True)
class Outcome:
    """Counts of right and wrong answers on texts not learned from."""

    right_hits: int
    false_hits: int
    missed: int

    @property
    def f1(self) -> float:
        found = 2 * self.right_hits
        return found / (found + self.false_hits + self.missed) if found else 0.0


def ledger_lessons() -> list[Lesson]:
    """Every closed clue with a text of its own whose conclusion tells; the order of the ledger."""
    closed = Clue.objects.filter(conclusion__in=(*_WAGES, *_NOT_WAGES), merged_into=None).order_by("pk")
    rows = closed.values_list("demand", "conclusion")
    return [
        Lesson(plain_text(demand).text, 0, conclusion in _WAGES)
        for demand, conclusion in rows.iterator()
        if len(demand) >= _SHORTEST
    ]


def enough(lessons: Sequence[Lesson]) -> None:
    """Refusal where the ledger is too small to teach: a model of ten texts repeats those ten."""
    wages = sum(one.is_arrears for one in lessons)
    if len(lessons) >= LEAST and min(wages, len(lessons) - wages) >= LEAST_OF_A_KIND:
        return
    why = f"可用的已办结文本有 {len(lessons)} 份（欠薪 {wages} 份、不属于欠薪 {len(lessons) - wages} 份）"
    remedy = f"至少要 {LEAST} 份，且每类不少于 {LEAST_OF_A_KIND} 份；在此之前请使用随附规则"
    raise Refusal("文本太少，不能训练", why=why, remedy=remedy)


def cross_validated(lessons: Sequence[Lesson]) -> tuple[Outcome, Outcome]:
    """Rules alone and the model, each judged on the fifth of the texts that the model has not seen, five times."""
    ruled, learned = [0, 0, 0], [0, 0, 0]
    for fold in range(FOLDS):
        model = train([one for at, one in enumerate(lessons) if at % FOLDS != fold])
        for one in lessons[fold::FOLDS]:
            _count(ruled, one, owing)
            _count(learned, one, model.judge)
    return Outcome(*ruled), Outcome(*learned)


def _count(counts: list[int], one: Lesson, judge: Judge) -> None:
    said = judge(one.text, one.title_end).is_arrears
    counts[0] += said and one.is_arrears
    counts[1] += said and not one.is_arrears
    counts[2] += one.is_arrears and not said
