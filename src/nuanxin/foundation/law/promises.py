"""A statute's term and somebody's own promise are two clocks: the earlier is shown, a breach says which was broken."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from nuanxin.foundation.law.deadlines import CHINA_TIME, Deadline


@dataclass(frozen=True)
class TwoClocks:
    """Statute and promise beside each other. Either may be without a date (missing figure, no promise)."""

    statute: Deadline
    promise: Deadline | None

    @property
    def shown(self) -> Deadline:
        """The one that falls due first; the statute when both fall together or nothing else has a date."""
        if self.promise is None or self.promise.due is None:
            return self.statute
        if self.statute.due is None or _end(self.promise) < _end(self.statute):
            return self.promise
        return self.statute

    def broken_on(self, moment: date | datetime) -> tuple[Deadline, ...]:
        """Which of the two are past due: none, the promise only, or both (the statute first)."""
        clocks = (self.statute, self.promise) if self.promise is not None else (self.statute,)
        return tuple(clock for clock in clocks if clock.breached_on(moment))

    def breach_on(self, moment: date | datetime) -> str:
        """The sentence for the file and the list; empty while nothing is broken."""
        broken = self.broken_on(moment)
        if self.statute in broken:
            return f"已超过法定期限（{_written(self.statute)}，{self.statute.citation}）"
        if broken:
            legal = f"；法定期限{_written(self.statute)}尚未届满" if self.statute.due is not None else ""
            return f"已超过承诺时限（{_written(broken[0])}，{broken[0].citation}）{legal}"
        return ""


def earliest(statute: Deadline, promise: Deadline | None) -> TwoClocks:
    """Put both beside each other; `shown` is the earlier one."""
    return TwoClocks(statute, promise)


def _end(deadline: Deadline) -> datetime:
    """The moment at which it runs out: a date lasts until midnight."""
    due = deadline.due
    if isinstance(due, datetime):
        return due.astimezone(CHINA_TIME) if due.tzinfo else due.replace(tzinfo=CHINA_TIME)
    assert due is not None
    return datetime.combine(due + timedelta(days=1), time(), tzinfo=CHINA_TIME)


def _written(deadline: Deadline) -> str:
    due = deadline.due
    return f"{due:%Y-%m-%d %H:%M}" if isinstance(due, datetime) else str(due)
