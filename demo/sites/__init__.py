"""The demo's portals: one module a family, found by walking this folder and named as portal files name the family.

Put here: one module a family, with one subclass of `base.SiteFamily`.
Keep out: what the portals publish (manifest.py), serving (demo.portal_server), faults (demo.faults).
"""

import importlib
import pkgutil
from functools import cache

from demo.sites.base import SiteFamily

_HELPERS = frozenset({"base", "imprints", "manifest"})


@cache
def site_families() -> dict[str, SiteFamily]:
    """All families by name. Raises TypeError when a module of this folder does not hold exactly one."""
    found: dict[str, SiteFamily] = {}
    for module_info in pkgutil.iter_modules(__path__):
        if module_info.name in _HELPERS:
            continue
        module = importlib.import_module(f"{__name__}.{module_info.name}")
        classes = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, SiteFamily) and value.__module__ == module.__name__
        ]
        if len(classes) != 1:
            raise TypeError(f"demo/sites/{module_info.name}.py must define one SiteFamily, it has {len(classes)}")
        found[module_info.name] = classes[0]()
    return found
