"""Who may stand by when files are destroyed. Pure. (Whether a file may go: `retention.periods.bars`.)"""

from __future__ import annotations

CITES = "个人信息保护法第十九条、第四十七条；档案法第三十七条"


def witness_faults(first: str, second: str, *, carried_by: str, decided_by: str) -> str:
    """What is wrong with the two witnesses (监销人); empty where nothing is. Neither carries out nor approved.

    >>> witness_faults("甲", "乙", carried_by="丙", decided_by="丁")
    ''
    """
    names = [first.strip(), second.strip()]
    if not all(names) or names[0] == names[1]:
        return "要有两名不同的监销人"
    if {carried_by, decided_by} & set(names):
        return "监销人不能是经办人或者审批人"
    return ""
