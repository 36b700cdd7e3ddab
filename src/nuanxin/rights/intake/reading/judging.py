"""Who judges whether pay is owed: the shipped rules, or the rules together with what an office's own ledger taught.

The model is a plain list of weights: hashed pairs and triples of signs, one weight each, trained by logistic regression on
texts that the office has closed itself. It adds to the points of the rules, so that a small ledger cannot unlearn them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from zlib import crc32

import numpy as np
import numpy.typing as npt

from nuanxin.foundation.common.errors import BadInput, Fault
from nuanxin.rights.intake.reading.owing import Owing, owing

Judge = Callable[[str, int], Owing]
SIZE = 1 << 16
_KIND = "nuanxin complaint reader"
_LONGEST_READ = 4_000
_ROUNDS, _STEP, _SHRINK = 30, 1.0, 1e-3
_SEED = 1


@dataclass(frozen=True)
class Lesson:
    """One closed text and what it turned out to be. The title comes first, up to `title_end`."""

    text: str
    title_end: int
    is_arrears: bool


@dataclass(frozen=True)
class Model:
    """Weights of the hashed pieces of text, the weight of the rules' own points, and the bias."""

    weights: npt.NDArray[np.float32]
    rules: float
    bias: float
    lessons: int

    def judge(self, text: str, title_end: int) -> Owing:
        ruled = owing(text, title_end)
        points = self.bias + self.rules * _logit(ruled.score) + float(self.weights[pieces(text)].sum())
        return Owing(round(_sigmoid(points), 3), ruled.span)

    def save(self, path: Path) -> None:
        """Only the weights that are not nothing; readable, without any piece of the texts."""
        kept = np.flatnonzero(np.abs(self.weights) > 1e-4)
        weights = {int(at): round(float(self.weights[at]), 5) for at in kept}
        content = {"kind": _KIND, "size": SIZE, "rules": self.rules, "bias": self.bias, "lessons": self.lessons}
        path.write_text(json.dumps({**content, "weights": weights}), encoding="utf-8")


def judge_from(path: Path | None) -> Judge:
    """The rules, or the model of this file. BadInput where the file is none."""
    if path is None:
        return owing
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["kind"] != _KIND or content["size"] != SIZE:
            raise ValueError(content["kind"])
        weights = np.zeros(SIZE, dtype=np.float32)
        for at, weight in content["weights"].items():
            weights[int(at)] = float(weight)
        return Model(weights, float(content["rules"]), float(content["bias"]), int(content["lessons"])).judge
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as wrong:
        remedy = "请用 nuanxin train_reader 重新训练，或不带 --model 使用随附规则"
        raise BadInput(Fault(f"{path.name} 不是阅读模型", remedy=remedy)) from wrong


def pieces(text: str) -> npt.NDArray[np.intp]:
    """The places of the text's pairs and triples of signs in the list of weights; each once, whatever the length."""
    text = text[:_LONGEST_READ]
    found = {text[at : at + size] for size in (2, 3) for at in range(len(text) - size + 1)}
    return np.unique(np.fromiter((crc32(piece.encode()) % SIZE for piece in found), dtype=np.intp, count=len(found)))


def train(lessons: Sequence[Lesson]) -> Model:
    """Logistic regression, one lesson after the other in a fixed shuffle; the same lessons give the same model."""
    weights = np.zeros(SIZE, dtype=np.float32)
    rules, bias = 1.0, 0.0
    read = [(pieces(one.text), _logit(owing(one.text, one.title_end).score), one.is_arrears) for one in lessons]
    order = np.random.default_rng(_SEED)
    for turn in range(_ROUNDS):
        step = _STEP / (1 + turn)
        for at in order.permutation(len(read)):
            places, ruled, wanted = read[int(at)]
            share = 1 / max(1, len(places)) ** 0.5
            error = wanted - _sigmoid(bias + rules * ruled + float(weights[places].sum()))
            weights[places] += step * (error * share - _SHRINK * weights[places])
            rules = max(0.2, rules + 0.01 * step * error * ruled)
            bias += 0.1 * step * error
    return Model(weights, round(rules, 4), round(bias, 4), len(lessons))


def _sigmoid(points: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, points))))


def _logit(score: float) -> float:
    score = min(0.9, max(0.1, score))  # the rules may be outvoted
    return log(score / (1 - score))
