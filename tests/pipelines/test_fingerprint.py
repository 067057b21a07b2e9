"""When there is something to publish: what decides a release, and what does not."""

from pathlib import Path

import pytest

from pipelines.fingerprint import fingerprint_of, is_up_to_date, write_loaded, write_published
from pipelines.settings import Settings, read_settings


@pytest.fixture
def settings(home: Path) -> Settings:
    """The settings of a home folder whose release has all there is."""
    settings = read_settings({}, home=home)
    settings.current.mkdir(parents=True)
    write_loaded(settings, fingerprint_of(settings))
    write_published(settings, "first")
    return settings


def test_a_home_in_which_nothing_has_changed_is_up_to_date(settings: Settings) -> None:
    assert is_up_to_date(settings)
    assert is_up_to_date(read_settings({"JUESUAN_WORKERS": "7"}, home=settings.home))


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("JUESUAN_LICENCE", "ODbL-1.0"),
        ("JUESUAN_PUBLISHER", "示例研究所"),
        ("JUESUAN_CONTACT_URL", "https://example.com/contact"),
    ],
)
def test_other_terms_alone_are_a_reason_to_publish_once(settings: Settings, variable: str, value: str) -> None:
    changed = read_settings({variable: value}, home=settings.home)
    assert not is_up_to_date(changed)
    write_published(changed, "second")
    assert is_up_to_date(changed)
    assert not is_up_to_date(settings), "back to the terms before is a change again"
