"""The text is cut at the readings, every character once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.web.officer.notices.marked_text import Span, pieces

SPANS = st.lists(st.tuples(st.integers(-2, 22), st.integers(-2, 22)), max_size=8)


def test_a_deadline_inside_a_task_is_the_nearer_reading() -> None:
    task, deadline = Span(0, 8, "task", "任务"), Span(2, 5, "deadline", "期限")
    found = pieces("于3月8日前报送了", [task, deadline])
    assert [(piece.text, piece.top) for piece in found] == [("于3", task), ("月8日", deadline), ("前报送", task), ("了", None)]  # fmt: skip
    assert [piece.begins for piece in found] == [(task,), (deadline,), (), ()]


@given(st.text(alphabet="一二三", max_size=20), SPANS)
def test_every_character_once_under_the_shortest_reading_that_covers_it(
    text: str, drawn: list[tuple[int, int]]
) -> None:
    spans = [Span(start, end, str(n), "") for n, (start, end) in enumerate(drawn)]
    whole = [span for span in spans if 0 <= span.start < span.end <= len(text)]
    found = pieces(text, spans)
    assert "".join(piece.text for piece in found) == text
    assert sorted(span.anchor for piece in found for span in piece.begins) == sorted(span.anchor for span in whole)
    position = 0
    for piece in found:
        for n in range(position, position + len(piece.text)):
            over = [span.end - span.start for span in whole if span.start <= n < span.end]
            assert (piece.top.end - piece.top.start if piece.top else None) == min(over, default=None)
            assert len(piece.over) == len(over)
        position += len(piece.text)
