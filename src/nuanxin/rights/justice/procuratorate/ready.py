"""What this room tells the house when it gets ready."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission


def ready() -> None:
    from nuanxin.rights.cases.procedures import coordination, labour_inspection
    from nuanxin.rights.cases.procedures.accompanying import Accompanying, accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.justice import on_paper
    from nuanxin.rights.justice.procuratorate import prosecution, support_suit

    declare(prosecution.V2024_1, support_suit.V2024_1)
    knows_paper("support_letter", on_paper.support_letter)
    knows_paper("support_referral", on_paper.support_referral)
    # The body that holds the clue writes to the procuratorate, from a filed case or a coordination.
    for key, first in ((labour_inspection.KEY, "file"), (coordination.KEY, "start")):
        accompany(Accompanying("support_referral", key, (first,), Permission.CLUE_HANDLE, repeats=True))
