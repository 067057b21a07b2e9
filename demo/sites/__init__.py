"""The demo's portals: what they publish, and how two families of real portals would show it."""
