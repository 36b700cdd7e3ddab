from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "nuanxin.foundation.audit"
    label = "audit"
    verbose_name = "审计"
