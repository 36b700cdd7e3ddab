from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "nuanxin.foundation.notifications"
    label = "notifications"
    verbose_name = "通知"
