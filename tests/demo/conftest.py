"""The typeset demonstration, made once a test process."""

from pathlib import Path

import pytest

from demo.typeset import TypesetDocument, typeset_demo


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="session")
def documents(demo_folder: Path) -> list[TypesetDocument]:
    return typeset_demo(demo_folder)
