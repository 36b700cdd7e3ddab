"""执法全过程记录清单: every step of a case with its written record, its sound and picture or why none, and what is missing.

国办发〔2018〕118号 asks for a written record of every step, and for sound and picture where a step is disputed easily:
the steps that declare the fact (evidence on the spot, hearing, leaving a paper, serving by notice).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from nuanxin.rights.cases.models import Case
from nuanxin.rights.cases.procedures.declared import Step
from nuanxin.rights.cases.steps.reading import declared_step, standing_rows

FACT = "recording"
NO_RECORDING = "没有音视频编号，也没有写明未录的理由"
BASIS = "国办发〔2018〕118号；行政处罚法第四十七条"


@dataclass(frozen=True)
class Recorded:
    """One line: what was done when by whom; `written` the paper or record; `needed`: sound and picture must be there."""

    done_on: date
    name: str
    by: str
    written: str
    needed: bool
    recording: str
    gaps: tuple[str, ...] = ()


def needs_recording(step: Step, facts: dict[str, object]) -> bool:
    """Whether sound and picture (or why none) belong to the step as it was taken. Pure."""
    declared = next((fact for fact in step.facts if fact.key == FACT), None)
    if declared is None:
        return False
    return declared.required or bool(declared.needed_when and declared.needed_when.holds(facts))


def line_of(*, done_on: date, name: str, by: str, written: str, needed: bool, recording: str) -> Recorded:
    """A line with what is missing in it. Pure."""
    missing = (NO_RECORDING,) if needed and not recording.strip() else ()
    return Recorded(done_on, name, by, written, needed, recording.strip(), missing)


def recorded_steps(case: Case) -> list[Recorded]:
    """The standing steps of a case in the order in which they were recorded; struck ones stay on the case's page."""
    lines = []
    for row in standing_rows(case):
        step = declared_step(case, row.step)
        paper = f"《{row.paper.title}》{row.paper.number}" if row.paper else ""
        lines.append(
            line_of(
                done_on=row.done_on,
                name=step.name,
                by=row.by.name,
                written=paper or "步骤记录",
                needed=needs_recording(step, row.facts),
                recording=str(row.facts.get(FACT) or ""),
            )
        )
    return lines


def missing_in(lines: Sequence[Recorded]) -> list[str]:
    """Everything that is missing, line by line. Pure."""
    return [f"{line.done_on} {line.name}：{gap}" for line in lines for gap in line.gaps]
