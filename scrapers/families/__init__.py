"""Families of portals, one module each; the module's name is the name that portal files use.

Put here: one module a family. It is found by walking this folder; how pages are read whatever their family is
reading/, and `read_page` there recognizes and reads a page of any portal.
Keep out: the facts of a single portal (they stand in scrapers/portals) and everything that needs the network.
"""

import importlib
import pkgutil
from functools import cache

from scrapers.families.base import Family
from scrapers.families.reading.recognition import Reading, read_page

__all__ = ["Reading", "families", "read_page"]

_HELPERS = frozenset({"base", "pages"})


@cache
def families() -> dict[str, Family]:
    """All families by name. Raises TypeError when a module of this folder does not hold exactly one family."""
    found: dict[str, Family] = {}
    for module_info in pkgutil.iter_modules(__path__):
        if module_info.name in _HELPERS or module_info.ispkg:
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Family) and value.__module__ == module.__name__
        ]
        if len(classes) != 1:
            raise TypeError(f"scrapers/families/{module_info.name}.py must define one Family, it has {len(classes)}")
        found[module_info.name] = classes[0]()
    return found
