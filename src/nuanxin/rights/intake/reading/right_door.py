"""Which body is the right next one: for a wage claim how far it has come, for anything else what it is about."""

from __future__ import annotations

from nuanxin.rights.intake.reading.lexicon import first_word, lexicon, points

INSPECTION, OTHER, INJURY, COURT = "labour_inspection", "other", "injury", "court"
_GRAVE = 8  # points of an injury that is the heart of the matter
PROJECT_MONEY = "工程款"


def right_door(text: str, title: str, *, is_arrears: bool) -> tuple[str, tuple[int, int] | None]:
    """The code of the door and the words that decided."""
    doors = lexicon().doors
    if is_arrears:
        if points(doors.off_topic[INJURY], text, title) >= _GRAVE and points(doors.off_topic[INJURY], title):
            return INJURY, first_word(doors.off_topic[INJURY], text)
        if PROJECT_MONEY in title and not any(word in title for word in lexicon().arrears.wage.sure):
            return COURT, first_word([PROJECT_MONEY], text)  # a builder's own claim; the workers' pay hangs on it
        for door, words in doors.claimed.items():
            span = first_word(words, text)
            if span:
                return door, span
        return INSPECTION, None
    worth = {door: points(table, text, title) for door, table in doors.off_topic.items()}
    best = max(worth, key=lambda door: worth[door])
    if worth[best] < doors.least:
        return OTHER, None
    table = doors.off_topic[best]
    return best, first_word(sorted(table, key=lambda word: -table[word]), text)


def door_shown(door: str) -> str:
    """Its Chinese name."""
    return lexicon().doors.shown[door]
