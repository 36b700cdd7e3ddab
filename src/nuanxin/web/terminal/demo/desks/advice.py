"""Stories of the one counter: what was asked, which way the worker chose, at once or after the claim was refused or accepted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from nuanxin.rights.advice.keeping import keep_advice
from nuanxin.rights.intake.models import Clue
from nuanxin.web.terminal.demo.hearing import Story, accepted, heard
from nuanxin.web.terminal.demo.playing import Stage


def advised(
    *, stated: dict[str, Any], chosen: str, note: str = "", left_days_ago: int = 0, taken: bool = False
) -> Story:
    """A clue at the counter (or already accepted), asked and advised. left_days_ago: when he left, counted from that day."""

    def story(stage: Stage) -> None:
        clue: Clue = accepted(stage, workers=1) if taken else heard(stage, workers=1)
        said = {**stated, "ended_on": stage.day - timedelta(days=left_days_ago)} if left_days_ago else stated
        with stage.morning() as on:
            keep_advice(clue=clue, stated=said, chosen=chosen, note=note, by=clue.officer, on=on, today=on)

    return story


def stories() -> list[tuple[Story, int]]:
    """Every story, with how many days before today it begins."""
    usual = {"over_age": False, "unit_above": False, "mutual_debts": False, "other_issue": False}
    return [
        (
            advised(stated={**usual, "iou": False, "employed": True}, chosen="inspection", note="本人同意先由监察办理"),
            2,
        ),
        (advised(stated={**usual, "hardship": True, "iou": False}, chosen="hardship_relief", note="房租到期"), 3),
        (advised(stated={**usual, "iou": False}, chosen="arbitration", left_days_ago=3), 4),
        (advised(stated={**usual, "willing": True}, chosen="people_mediation", note="老板认账，愿意分期"), 5),
        (advised(stated={"over_age": True}, chosen="legal_aid"), 6),
        (advised(stated={**usual, "able_to_pay": False}, chosen="", note="还要和家里商量", taken=True), 7),
    ]
