"""The sector of the work, by the words of the trades; a tie to a site outweighs the rest (as in the winter form)."""

from __future__ import annotations

from nuanxin.rights.intake.reading.lexicon import first_word, lexicon, points
from nuanxin.rights.intake.sectors import CONSTRUCTION, MANUFACTURING, OTHER


def trade_of(text: str, title: str, respondent: str) -> tuple[str, tuple[int, int] | None]:
    """Sector code and the word that weighed most. The name of the employer counts twice."""
    words = lexicon().sectors
    tables = {CONSTRUCTION: words.construction, MANUFACTURING: words.manufacturing, OTHER: words.other}
    worth = {sector: points(table, text, title) + 2 * points(table, respondent) for sector, table in tables.items()}
    worth[CONSTRUCTION] = round(worth[CONSTRUCTION] * 0.7)
    best = max(worth, key=lambda sector: worth[sector])
    if not worth[best]:
        return OTHER, None
    table = tables[best]
    return best, first_word(sorted(table, key=lambda word: -table[word]), text)
