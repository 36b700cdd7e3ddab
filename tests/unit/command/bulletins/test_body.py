"""Typing over a drafted paragraph: what was left alone stays linked, everything else is known as typed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nuanxin.command.bulletins.body import Link, Paragraph, drafted_again, numbered, text_of, typed, typed_over
from nuanxin.command.bulletins.figures import Figure, change, moved, share


def figure(key: str, value: int) -> Figure:
    return Figure(key, key, "counter", "orders", value, "件", str(value), "410700", "2023-12-01", "2023-12-31", "2024-01-10")  # fmt: skip


FIGURES = {"a": figure("a", 12), "b": figure("b", 7), "c": figure("c", 0)}
DRAFTED = Paragraph("1", 0, ("共解决", Link("a"), "件，未办结", Link("b"), "件。"))


def links(paragraph: Paragraph) -> list[str]:
    return [piece.figure for piece in paragraph.pieces if isinstance(piece, Link)]


def test_words_may_change_round_a_figure() -> None:
    written = typed_over(DRAFTED, "12月以来共解决12件，同比上升；未办结7件，要加快。", FIGURES)
    assert text_of(written.pieces, FIGURES) == "12月以来共解决12件，同比上升；未办结7件，要加快。"
    assert links(written) == ["a", "b"] and written.by_hand and typed(written.pieces) == []


def test_a_number_typed_over_is_no_figure_any_more() -> None:
    written = typed_over(DRAFTED, "共解决13件，未办结7件，其中3件超期。", FIGURES)
    assert links(written) == ["b"] and typed(written.pieces) == ["13", "3"]


def test_digits_typed_against_a_figure_make_it_another_number() -> None:
    for said in ("共解决112件，未办结7件。", "共解决12.5件，未办结7件。", "共解决12%件，未办结7件。"):
        assert links(typed_over(DRAFTED, said, FIGURES)) == ["b"], said


def test_days_and_document_numbers_are_not_called_typed() -> None:
    assert typed(("于2024年1月3日前按照人社部发〔2023〕6号报送3份。",)) == ["3"]


@given(st.text(alphabet="共127件，.%解决", max_size=14), st.integers(0, 14), st.integers(0, 14))
def test_whatever_is_typed_stands_there_and_no_link_lies(insert: str, start: int, end: int) -> None:
    old = text_of(DRAFTED.pieces, FIGURES)
    said = old[: min(start, end)] + insert + old[max(start, end) :]
    written = typed_over(DRAFTED, said, FIGURES)
    assert text_of(written.pieces, FIGURES) == said
    for place, piece in enumerate(written.pieces):
        if isinstance(piece, Link):
            before = text_of(written.pieces[:place], FIGURES)
            after = text_of(written.pieces[place + 1 :], FIGURES)
            assert not before[-1:].isdigit() and not after[:1].isdigit()


def test_levels_are_numbered_as_official_papers_are() -> None:
    levels = (1, 2, 3, 3, 2, 3, 1, 2, 0)
    body = tuple(Paragraph(str(n), level, ("x",)) for n, level in enumerate(levels))
    said = [number for _, number in numbered(body)]
    assert said == ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", ""]


def test_a_new_draft_keeps_what_a_person_wrote_with_the_new_figures() -> None:
    written = typed_over(DRAFTED, "截至目前共解决12件，未办结7件，请加快。", FIGURES)
    own = Paragraph("own.2", 0, ("请各单位注意。",), by_hand=True)
    struck = Paragraph("3", 0, (), by_hand=True)
    before = (written, own, Paragraph("2", 0, ("旧句",)), struck)
    drafted = (DRAFTED, Paragraph("2", 0, ("新句",)), Paragraph("3", 0, ("又来",)), Paragraph("4", 0, ("新段",)))
    now = {"a": figure("a", 15)}  # b is counted no more
    after = drafted_again(before, drafted, FIGURES, now)
    assert [block.key for block in after] == ["1", "own.2", "2", "3", "4"]
    said = [text_of(block.pieces, now) for block in after if isinstance(block, Paragraph)]
    assert said == ["截至目前共解决15件，未办结7件，请加快。", "请各单位注意。", "新句", "", "新段"]


def test_shares_and_changes_in_the_words_of_such_papers() -> None:
    assert [share(1, 3), share(2, 3), share(1, 8), share(0, 0)] == ["33.3%", "66.7%", "12.5%", "—"]
    assert [change(5, 3, "件"), change(3, 5, "件"), change(3, 3, "件"), change(2_000_000, 0, "元")] == ["增加2", "减少2", "持平", "增加2.00"]  # fmt: skip


def test_figures_that_moved_came_and_went() -> None:
    found = moved({"a": figure("a", 1), "b": figure("b", 2)}, {"a": figure("a", 3), "c": figure("c", 4)})
    assert [(one.key, one.before, one.after) for one in found] == [("a", "1", "3"), ("c", "", "4"), ("b", "2", "")]
