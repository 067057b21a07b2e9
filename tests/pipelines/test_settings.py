"""Settings: from the environment, with defaults that need none of it, and errors that name the variable."""

from pathlib import Path

import pytest

from pipelines.settings import Limits, SettingsError, available_processors, read_settings
from warehouse.terms import Terms


def test_an_empty_environment_gives_var_in_this_folder_and_a_process_a_processor() -> None:
    settings = read_settings({})
    assert settings.home == Path.cwd() / "var"
    assert (settings.engine, settings.workers) == ("process", available_processors())
    assert (settings.limits, settings.portal_ids) == (Limits(), ())


def test_the_environment_sets_every_field(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "JUESUAN_HOME": str(tmp_path),
            "JUESUAN_ENGINE": "serial",
            "JUESUAN_WORKERS": "3",
            "JUESUAN_PORTAL_IDS": "a_city, b_county,",
            "JUESUAN_LICENCE": "ODbL-1.0",
            "JUESUAN_PUBLISHER": "示范数据中心",
            "JUESUAN_CONTACT_URL": "https://example.org/contact",
            "JUESUAN_LIMIT_SECONDS": "1.5",
            "JUESUAN_LIMIT_OPEN_FILES": "64",
        }
    )
    assert (settings.home, settings.engine, settings.workers) == (tmp_path, "serial", 3)
    assert settings.portal_ids == ("a_city", "b_county")
    assert settings.limits == Limits(seconds=1.5, open_files=64)
    assert settings.terms == Terms("ODbL-1.0", "示范数据中心", "https://example.org/contact")


def test_a_folder_that_is_given_goes_before_the_environment(tmp_path: Path) -> None:
    assert read_settings({"JUESUAN_HOME": "elsewhere"}, home=tmp_path).home == tmp_path


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("JUESUAN_ENGINE", "spark"),
        ("JUESUAN_LICENCE", "free"),
        ("JUESUAN_WORKERS", "0"),
        ("JUESUAN_WORKERS", "many"),
        ("JUESUAN_LIMIT_SECONDS", "-1"),
        ("JUESUAN_LIMIT_MEMORY_BYTES", "1024"),
    ],
)
def test_a_value_that_cannot_be_is_an_error_that_names_the_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} is '{value}'"):
        read_settings({name: value})
