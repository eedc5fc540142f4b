"""The portal's settings without migrations, for short drills: tables are made from the models."""

from portal.settings import *  # noqa: F403


class _NoMigrations(dict[str, None]):
    """Maps every app to None: no migrations."""

    def __contains__(self, _label: object) -> bool:
        return True

    def __getitem__(self, _label: str) -> None:
        return None


MIGRATION_MODULES = _NoMigrations()
