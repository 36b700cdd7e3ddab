"""What a public text may say: persons masked to their surname, trade secrets left out, no number of a person. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from nuanxin.foundation.common.masking import mask_name
from nuanxin.rights.credit.publication.periods import private_numbers

LEFT_OUT = "（略）"
_SHORTEST = 2  # one sign alone is no name: it would mask half the text
_PERSON = re.compile(r"[\u4e00-\u9fa5·]{2,5}")
_NO_PERSON = re.compile("公司|厂|店|部|队|社|行|院|所|中心|集团|企业|项目|工地|站|馆|场|会|局|工程|建筑|劳务|建设|经营")


def surname_only(name: str) -> str:
    """The surname, compound ones whole, and 某.

    >>> surname_only("欧阳建国")
    '欧阳某'
    """
    masked = mask_name(name)
    return f"{masked[:-1]}某" if masked else ""


def looks_like_a_person(name: str, credit_code: str) -> bool:
    """Whether an employer is probably a natural person: no credit code, and a name as short as a person's. The officer decides.

    >>> looks_like_a_person("李大勇", ""), looks_like_a_person("新乡甲建筑有限公司", "")
    (True, False)
    """
    return not credit_code and bool(_PERSON.fullmatch(name.strip())) and not _NO_PERSON.search(name)


def public_text(text: str, *, names: Iterable[str], secrets: Iterable[str], kept: str = "") -> str:
    """The text as anybody may read it. kept: the name of the unit itself, which stays even where it contains a person's name."""
    for secret in sorted(filter(None, map(str.strip, secrets)), key=len, reverse=True):
        text = text.replace(secret, LEFT_OUT)
    hidden = _to_hide(names)
    return kept.join(_masked(part, hidden) for part in text.split(kept)) if kept else _masked(text, hidden)


def _to_hide(names: Iterable[str]) -> list[str]:
    found = {name.strip() for name in names}
    return sorted((n for n in found if len(n) >= _SHORTEST and surname_only(n) != n), key=lambda n: (-len(n), n))


def _masked(text: str, hidden: list[str]) -> str:
    """Until none is left: a masked name may form another one with the sign beside it. Each turn adds a 某 or shortens the text."""
    while found := next((name for name in hidden if name in text), None):
        text = text.replace(found, surname_only(found))
    return text


def leaks(*texts: str, names: Iterable[str], secrets: Iterable[str], kept: str = "") -> tuple[str, ...]:
    """What still must not be read there: a name, a secret, a number of a person. Empty where the texts may go out."""
    bare = [text.replace(kept, "\n") if kept else text for text in texts]
    told = [name for name in _to_hide(names) if any(name in text for text in bare)]
    told += [secret for secret in map(str.strip, secrets) if secret and any(secret in text for text in texts)]
    return (*told, *private_numbers(*texts))
