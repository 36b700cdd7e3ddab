"""How often something may be tried: guessing a number, a code or four digits stops soon, honest slips do not."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from nuanxin.foundation.common.sm import sm3

HOUR = 3600
SUBJECT_TRIES = 5  # wrong tries for one number or telephone in an hour
ADDRESS_TRIES = 20  # wrong tries from one address in an hour: a whole site may share it
REPORTS_AN_HOUR = 60  # reports sent from one address


def _key(what: str, subject: str) -> str:
    """Cache keys hold digests: a telephone number never lies in a cache."""
    return f"worker-{what}-{sm3(subject.encode()).hex()[:32]}"


def count(what: str, subject: str, *, seconds: int = HOUR) -> int:
    """Count one more and return how many there are in the current window."""
    key = _key(what, subject)
    if cache.add(key, 1, seconds):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the window closed between the two lines
        cache.set(key, 1, seconds)
        return 1


def counted(what: str, subject: str) -> int:
    return int(cache.get(_key(what, subject), 0))


def forget(what: str, subject: str) -> None:
    cache.delete(_key(what, subject))


def address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def guessed_too_often(request: HttpRequest, what: str, subject: str) -> bool:
    """Whether this subject, or this address, has had its wrong tries."""
    return counted(what, subject) >= SUBJECT_TRIES or counted(f"{what}-from", address(request)) >= ADDRESS_TRIES


def guessed_wrong(request: HttpRequest, what: str, *subjects: str) -> None:
    """Count a wrong try for each subject (number, telephone) and once for the address."""
    for subject in subjects:
        count(what, subject)
    count(f"{what}-from", address(request))
