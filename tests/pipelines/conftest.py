"""Fixtures of this folder: the shared build."""

from tests.warehouse.builds import built

__all__ = ["built"]
