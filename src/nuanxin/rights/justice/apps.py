from django.apps import AppConfig


class JusticeConfig(AppConfig):
    name = "nuanxin.rights.justice"
    label = "justice"
    verbose_name = "司法衔接"

    def ready(self) -> None:
        from nuanxin.rights.justice.court.ready import ready as court_ready
        from nuanxin.rights.justice.petition.ready import ready as petition_ready
        from nuanxin.rights.justice.police.ready import ready as police_ready
        from nuanxin.rights.justice.procuratorate.ready import ready as procuratorate_ready

        police_ready()
        procuratorate_ready()
        court_ready()
        petition_ready()
