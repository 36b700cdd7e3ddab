from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    name = "nuanxin.schedule"
    label = "schedule"
    verbose_name = "日程"
