"""A model that an office trains on its own texts: it learns, it is the same every time, it never holds a text."""

from __future__ import annotations

from pathlib import Path

import pytest

from nuanxin.foundation.common.errors import BadInput, Refusal
from nuanxin.rights.intake.reading.judging import Lesson, judge_from, train
from nuanxin.rights.intake.reading.lessons import cross_validated, enough
from nuanxin.rights.intake.reading.owing import owing
from nuanxin.rights.intake.reading.reading import read_text

# A trade's own word that the rules do not know: 挑花钱 is what embroiderers are paid.
OWED = [Lesson(f"第{n}批挑花钱到现在还没有给我们绣娘，老板娘{n}号说下月", 0, True) for n in range(40)]
OTHER = [Lesson(f"第{n}栋楼下的垃圾{n}天没人清，请物业和街道管一管", 0, False) for n in range(40)]


def test_it_learns_what_the_rules_do_not_know() -> None:
    model = train([*OWED, *OTHER])
    text = "上一批挑花钱到现在还没有给我们绣娘"
    assert not owing(text, 0).is_arrears
    assert model.judge(text, 0).is_arrears
    assert not model.judge("垃圾没人清，请街道管一管", 0).is_arrears
    assert read_text(text, judge=model.judge).is_wage_arrears


def test_kept_and_read_back_it_says_the_same_and_holds_no_text(tmp_path: Path) -> None:
    model = train([*OWED, *OTHER])
    model.save(tmp_path / "model.json")
    judge = judge_from(tmp_path / "model.json")
    for one in (*OWED[:5], *OTHER[:5]):
        assert judge(one.text, 0).score == pytest.approx(model.judge(one.text, 0).score, abs=0.01)
    assert "挑花" not in (tmp_path / "model.json").read_text(encoding="utf-8")
    assert train([*OWED, *OTHER]).weights.tolist() == model.weights.tolist()


def test_cross_validation_sees_only_unseen_texts() -> None:
    ruled, learned = cross_validated([*OWED, *OTHER])
    assert learned.f1 == 1.0
    assert ruled.f1 < 0.5
    assert learned.right_hits + learned.missed == len(OWED)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"kind": "other", "size": 1}', "\x00"])
def test_what_is_no_model_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "model.json").write_text(content)
    with pytest.raises(BadInput, match="不是阅读模型"):
        judge_from(tmp_path / "model.json")


def test_a_small_ledger_does_not_teach() -> None:
    enough([*OWED, *OTHER])
    with pytest.raises(Refusal, match="文本太少"):
        enough([*OWED, *OTHER[:10]])
