"""Fixtures of this folder: the shared build, and building further ones as it was."""

from tests.warehouse.builds import built
from tests.warehouse.compiled import build

__all__ = ["build", "built"]
