"""The one-time code, decided: which secret, which code at which moment, when wrong codes lock. No clock, no rows."""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, urlencode

from django_otp.oath import TOTP

STEP, DIGITS = 30, 6  # RFC 6238, as every authenticator app takes for granted
TOLERANCE = 1  # steps: clocks of telephones run half a minute apart
MOST_WRONG = 5
LOCK = timedelta(minutes=15)
RECOVERY_CODES = 10
_ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # nothing that is mistaken on paper
ISSUER = "暖薪"


@dataclass(frozen=True)
class Strike:
    """After a wrong code: how many stand, and until when nothing more is taken."""

    failures: int
    locked_until: datetime | None


def new_secret() -> str:
    """A new secret of 160 bits, base32: 32 characters without padding."""
    return base64.b32encode(secrets.token_bytes(20)).decode("ascii")


def in_fours(secret: str) -> str:
    """The secret as it is typed: groups of four."""
    return " ".join(secret[place : place + 4] for place in range(0, len(secret), 4))


def enrolment_uri(secret: str, username: str) -> str:
    """What the QR code says to an authenticator app."""
    label = quote(f"{ISSUER}:{username}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def code_at(secret: str, at: datetime) -> str:
    """The code that the app shows at a moment."""
    return f"{_totp(secret, at).token():0{DIGITS}d}"


def fresh_code(secret: str, at: datetime, *, after: int) -> str:
    """The code of now, or where it has been used the next one, which the tolerance takes already."""
    step = max(int(at.timestamp()) // STEP, after + 1)
    return code_at(secret, datetime.fromtimestamp(step * STEP, UTC))


def step_of(secret: str, code: str, *, at: datetime, after: int = 0) -> int | None:
    """The time step that a code belongs to, within the tolerance and later than `after`; None where it is wrong or used."""
    digits = code.replace(" ", "")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        return None
    totp = _totp(secret, at)
    return totp.t() if totp.verify(int(digits), tolerance=TOLERANCE, min_t=after + 1) else None


def strike(failures: int, *, at: datetime) -> Strike:
    """One more wrong code; the last that is borne locks for a while and the count begins anew."""
    if failures + 1 >= MOST_WRONG:
        return Strike(0, at + LOCK)
    return Strike(failures + 1, None)


def new_recovery_codes() -> list[str]:
    """Codes of fifty bits, printed once: ABCDE-FGHJK."""
    drawn = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in drawn]


def plain_recovery_code(typed: str) -> str:
    """What was typed without spaces and hyphens, in capitals."""
    return "".join(one for one in typed.upper() if one.isalnum())


def _totp(secret: str, at: datetime) -> TOTP:
    totp = TOTP(base64.b32decode(secret), step=STEP, digits=DIGITS)
    totp.time = int(at.timestamp())
    return totp
