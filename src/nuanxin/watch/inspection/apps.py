from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "nuanxin.watch.inspection"
    label = "inspection"
    verbose_name = "检查"
