"""What is kept about people: kept.toml, read, and held against the tables."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error

KEPT = Path(__file__).with_name("kept.toml")


def promised() -> set[str]:
    """Each column that kept.toml speaks of, as "Table.column"."""
    tables = tomllib.loads(KEPT.read_text(encoding="utf-8"))["table"]
    return {f"{table['name']}.{column['name']}" for table in tables for column in table["column"]}


def stored() -> set[str]:
    """Each column that the journal's tables have, as "Table.column"."""
    models = apps.get_app_config("journal").get_models()
    return {f"{model.__name__}.{field.name}" for model in models for field in model._meta.local_fields}


def check_kept(*, app_configs: Sequence[AppConfig] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """An error for every column without a promise, and for every promise without a column."""
    hint = "Say in journal/kept.toml what the column holds, why, and how long."
    lacking = [Error(f"kept.toml says nothing of {name}.", hint=hint) for name in sorted(stored() - promised())]
    stale = [Error(f"kept.toml speaks of {name}, which is no column.") for name in sorted(promised() - stored())]
    return [*lacking, *stale]
