from django.apps import AppConfig


class DisputesConfig(AppConfig):
    name = "nuanxin.rights.disputes"
    label = "disputes"
    verbose_name = "争议处理"

    def ready(self) -> None:
        from nuanxin.rights.disputes.arbitration.ready import ready as arbitration_ready
        from nuanxin.rights.disputes.legal_aid.ready import ready as legal_aid_ready
        from nuanxin.rights.disputes.mediation.ready import ready as mediation_ready
        from nuanxin.rights.disputes.notary.ready import ready as notary_ready

        mediation_ready()
        arbitration_ready()
        legal_aid_ready()
        notary_ready()
