"""What may be set from outside? Variables MOTCUA_…, or the same names in a TOML file that MOTCUA_SETTINGS names."""

import os
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource


class Settings(BaseSettings):
    """The settings of one process. `data` is the folder for database, clips and the worker's file.

    voice: a folder of recorded packs; media: pictures and short films for idle hall displays; none means none.
    proxies: how many reverse proxies of our own stand before the server; only then is X-Forwarded-For believed.
    """

    model_config = SettingsConfigDict(env_prefix="MOTCUA_", extra="ignore")

    data: Path = Path("var")
    database_url: str | None = None
    redis_url: str | None = None
    public_url: str | None = None
    proxies: Annotated[int, Field(ge=0, le=8)] = 0
    metrics_token: str | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_json: bool = True
    demo: Path | None = None
    voice: Path | None = None
    media: Path | None = None

    @property
    def database(self) -> str:
        """SQLAlchemy URL: the one that is set, else a SQLite file in the data folder."""
        return self.database_url or f"sqlite:///{self.data.resolve() / 'motcua.sqlite3'}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 (pydantic's signature)
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables go before the file."""
        named = os.environ.get("MOTCUA_SETTINGS")
        file = (TomlConfigSettingsSource(settings_cls, Path(named)),) if named else ()
        return (init_settings, env_settings, *file)


@cache
def settings() -> Settings:
    """Return the settings of this process, read once."""
    return Settings()
