"""The words of the lexicon are found as if every word were asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from nuanxin.rights.intake.reading.lexicon import lexicon, words_in, words_of_pay_in

_TEXTS = (
    "",
    "欠",
    "𠀀拖欠农民工工资𠀀，老板跑路",
    "我们二十多名木工在翠屏苑项目工地支模板，公司至今拖欠我们工资，劳动监察大队说要走仲裁。",
    "小区业主反映：物业公司停水，开发商逾期交房，请住建局处理；P2P理财被骗，已报案。",
    "\ud800工资\udfff",
)


def _every_word(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from (key,)
            yield from _every_word(value)
    elif isinstance(part, list):
        for one in part:
            yield from _every_word(one)


@pytest.mark.parametrize("text", _TEXTS)
def test_no_word_is_missed_and_none_is_made_up(text: str) -> None:
    pay = set(_every_word(lexicon().arrears.model_dump()))
    files = (lexicon().doors, lexicon().urgency, lexicon().sectors, lexicon().names)
    others = {word for file in files for word in _every_word(file.model_dump())}
    assert words_in(text) == {word for word in pay | others if word and word in text}
    assert words_of_pay_in(text) == {word for word in pay if word and word in text}
