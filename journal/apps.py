"""The private half."""

from django.apps import AppConfig
from django.core.checks import register


class JournalConfig(AppConfig):
    """What only its owner may read."""

    name = "journal"

    def ready(self) -> None:
        """Let `manage.py check` hold kept.toml against the tables."""
        from journal.kept import check_kept

        register(check_kept)
