"""Plain text: nothing is added, the order stays, and every sign is found again in the original."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.foundation.common.reading.plain_text import plain_text


@given(st.text(max_size=200) | st.text(alphabet="拖欠工資錢 　０１２３4元\u200b\x00😀\r\n，ａＢ", max_size=200))
def test_every_sign_is_found_again(written: str) -> None:
    plain = plain_text(written)
    places = [plain.place(at, at + 1)[0] for at in range(len(plain.text))]
    assert places == sorted(set(places))
    assert "".join(plain_text(written[at]).text or written[at] for at in places) == plain.text


@given(st.text(alphabet="拖欠农民工工资万元人3458年月，。", max_size=120))
def test_plain_text_stays_as_it_is(text: str) -> None:
    assert plain_text(text).text == text


@given(
    st.text(alphabet="拖欠农民工工资万元人年月", min_size=1, max_size=60), st.sampled_from([" ", "　", "\u200b", " \t"])
)
def test_blanks_between_signs_do_not_matter(text: str, blank: str) -> None:
    assert plain_text(blank.join(text)).text == text
    assert plain_text(blank.join(text)).place(0, len(text)) == (0, len(blank.join(text)))
