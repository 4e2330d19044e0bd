from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "notifications"
    verbose_name = "Reminders and notices"

    def ready(self) -> None:
        from ledger.actions import recorded  # noqa: PLC0415 - models are ready only now
        from notifications.listening import hear  # noqa: PLC0415 - likewise

        recorded.connect(hear)
