from django.apps import AppConfig


class ReliefConfig(AppConfig):
    name = "nuanxin.rights.relief"
    label = "relief"
    verbose_name = "救助垫付"

    def ready(self) -> None:
        from nuanxin.rights.cases.money import before_payments
        from nuanxin.rights.cases.procedures.versions import declare
        from nuanxin.rights.cases.steps.effects import with_steps
        from nuanxin.rights.intake.retention.periods import keep_longer
        from nuanxin.rights.relief.deposit import models as deposit  # noqa: F401  (models beside models.py)
        from nuanxin.rights.relief.firms import models as firms  # noqa: F401
        from nuanxin.rights.relief.fund import models as fund  # noqa: F401
        from nuanxin.rights.relief.fund.balance import unrecovered
        from nuanxin.rights.relief.hardship import following, procedure
        from nuanxin.rights.relief.hardship import models as hardship  # noqa: F401
        from nuanxin.rights.relief.once import models as once  # noqa: F401
        from nuanxin.rights.relief.once.gathering import refuse_double

        declare(procedure.V2026_1)
        with_steps(procedure.KEY, before=following.before, taken=following.taken, struck=following.struck)
        before_payments(refuse_double)
        keep_longer(unrecovered, "应急周转金垫付没有全部收回")
