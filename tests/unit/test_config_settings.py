"""Which setting wins?"""

from pathlib import Path

import pytest

from config.settings import Settings


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SETTINGS", "DATA", "DATABASE_URL", "LOG_LEVEL"):
        monkeypatch.delenv(f"MOTCUA_{name}", raising=False)


def test_with_nothing_set_the_database_is_a_file_in_the_data_folder() -> None:
    settings = Settings(data=Path("/srv/motcua"))

    assert settings.database == "sqlite:////srv/motcua/motcua.sqlite3"


def test_a_variable_goes_before_the_file_and_the_file_before_the_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('log_level = "error"\ndatabase_url = "postgresql+psycopg://from-file/motcua"\n', encoding="utf-8")
    monkeypatch.setenv("MOTCUA_SETTINGS", str(file))
    monkeypatch.setenv("MOTCUA_DATABASE_URL", "postgresql+psycopg://from-variable/motcua")

    settings = Settings()

    assert settings.log_level == "error"
    assert settings.database == "postgresql+psycopg://from-variable/motcua"
    assert settings.log_json
