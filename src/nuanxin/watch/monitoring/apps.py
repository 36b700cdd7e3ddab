from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    name = "nuanxin.watch.monitoring"
    label = "monitoring"
    verbose_name = "监测预警"

    def ready(self) -> None:
        from nuanxin.rights.cases.procedures.labour_inspection import KEY
        from nuanxin.rights.cases.steps.effects import with_steps
        from nuanxin.watch.monitoring.accounts import models as accounts  # noqa: F401
        from nuanxin.watch.monitoring.asking_workers import models as asking_workers  # noqa: F401  (models beside models.py)
        from nuanxin.watch.monitoring.backtest import models as backtest  # noqa: F401
        from nuanxin.watch.monitoring.chain import models as chain  # noqa: F401
        from nuanxin.watch.monitoring.employers import models as employers  # noqa: F401
        from nuanxin.watch.monitoring.employers.filing import models as filing  # noqa: F401
        from nuanxin.watch.monitoring.employers.papers import models as papers  # noqa: F401
        from nuanxin.watch.monitoring.employers.papers.more_time import not_before_granted
        from nuanxin.watch.monitoring.outside import models as outside  # noqa: F401
        from nuanxin.watch.monitoring.register import models as register  # noqa: F401
        from nuanxin.watch.monitoring.risk import models as risk  # noqa: F401
        from nuanxin.watch.monitoring.warnings import models as warnings  # noqa: F401

        with_steps(KEY, before=not_before_granted)
