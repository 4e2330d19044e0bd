from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from engagement.notes import ask_for_notes  # noqa: PLC0415 - of models only once they are there
        from home.notes import beside_quarters  # noqa: PLC0415

        ask_for_notes(beside_quarters)
