"""What this part of the room tells the cases when the house opens: its procedures, papers and effects."""

from __future__ import annotations


def ready() -> None:
    """Called once by the app; imports inside, for models exist only then."""
    from nuanxin.foundation.organisations.duties import Permission
    from nuanxin.rights.cases.procedures.accompanying import Accompanying, accompany
    from nuanxin.rights.cases.procedures.prefilling import knows_paper
    from nuanxin.rights.cases.procedures.versions import declare
    from nuanxin.rights.cases.steps.effects import with_steps
    from nuanxin.rights.disputes.arbitration import models  # noqa: F401
    from nuanxin.rights.disputes.arbitration.gates import before, struck, taken
    from nuanxin.rights.disputes.arbitration.on_paper import FILLERS
    from nuanxin.rights.disputes.arbitration.procedure.whole import KEY, V2026_1

    declare(V2026_1)
    with_steps(KEY, before=before, taken=taken, struck=struck)
    accompany(Accompanying("arbitration_application", KEY, ("application",), Permission.FILE_HANDLE, repeats=True))
    for kind, filler in FILLERS.items():
        knows_paper(kind, filler)
