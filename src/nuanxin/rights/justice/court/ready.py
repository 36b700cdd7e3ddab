"""What this room tells the house when it gets ready."""

from __future__ import annotations

from nuanxin.foundation.organisations.duties import Permission


def ready() -> None:
    from nuanxin.rights.cases.procedures.accompanying import Accompanying, accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.justice import on_paper
    from nuanxin.rights.justice.court import gates, payment_order, wage_suit

    declare(wage_suit.V2024_1, payment_order.V2024_1)
    with_steps(wage_suit.KEY, before=gates.check_suit)
    with_steps(payment_order.KEY, before=gates.check_order)
    knows_paper("enforcement_payout", on_paper.payout)
    accompany(
        Accompanying(
            "enforcement_payout", wage_suit.KEY, ("recovered",), Permission.FILE_HANDLE, repeats=True, when_closed=True
        )
    )
