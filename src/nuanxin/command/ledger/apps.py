from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "nuanxin.command.ledger"
    label = "ledger"
    verbose_name = "台账导入导出"
