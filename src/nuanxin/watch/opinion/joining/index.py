"""Which earlier items are alike, without comparing all: an inverted index of runs. Loses nothing: without a common run nothing is alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from nuanxin.watch.opinion.joining.likeness import SHOWN, Alike, Story, judged


class Nearby:
    """Stories that came before; grows with each that arrives."""

    def __init__(self, stories: Iterable[Story] = ()) -> None:
        self._stories: dict[int, Story] = {}
        self._having: defaultdict[str, list[int]] = defaultdict(list)
        self._equal: defaultdict[str, list[int]] = defaultdict(list)
        for story in stories:
            self.add(story)

    def add(self, story: Story) -> None:
        self._stories[story.key] = story
        self._equal[story.body].append(story.key)
        for run in story.runs:
            self._having[run].append(story.key)

    def alike(self, story: Story, *, least: int = SHOWN) -> list[tuple[int, Alike]]:
        """(key, likeness) of every earlier story that is alike enough, the most alike first, then the earliest."""
        if not story.body:
            return []
        common: Counter[int] = Counter()
        for run in story.runs:
            common.update(self._having.get(run, ()))
        for key in self._equal.get(story.body, ()):
            common.setdefault(key, len(story.runs))
        found = [
            (key, alike)
            for key, count in common.items()
            if key != story.key and (alike := judged(story, self._stories[key], count)).value >= least
        ]
        return sorted(found, key=lambda one: (-one[1].value, one[0]))
