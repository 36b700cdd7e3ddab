"""What this room tells the house when it gets ready."""

from __future__ import annotations


def ready() -> None:
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.justice import on_paper
    from nuanxin.rights.justice.petition import registering as r
    from nuanxin.rights.justice.petition.procedure import KEY, V2024_1

    declare(V2024_1)
    with_steps(KEY, before=r.check_petition, taken=r.count_petition, struck=r.uncount_petition)
    knows_paper("petition_opinion", on_paper.petition_opinion)
