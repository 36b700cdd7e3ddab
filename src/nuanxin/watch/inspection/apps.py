"""Visits to employers and projects, findings and their rectification."""

from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "nuanxin.watch.inspection"
    label = "inspection"
    verbose_name = "检查"

    def ready(self) -> None:
        from nuanxin.watch.inspection.checklists import answers  # noqa: F401  (models beside models.py)
        from nuanxin.watch.inspection.draw import models as draw  # noqa: F401  (models beside models.py)
        from nuanxin.watch.inspection.field import cases, records  # noqa: F401
        from nuanxin.watch.inspection.findings import models as findings  # noqa: F401
        from nuanxin.watch.inspection.grid import models as grid  # noqa: F401
        from nuanxin.watch.inspection.helping import models as helping  # noqa: F401
        from nuanxin.watch.inspection.joint import models as joint  # noqa: F401
        from nuanxin.watch.inspection.plans import models as plans  # noqa: F401
