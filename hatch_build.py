"""Hook of the build: makes the front ends before the package is put together."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent))
import build_pages


class BuildPages(BuildHookInterface):  # type: ignore[misc]
    """Builds server/static/ from the TypeScript pages; a hash of the sources makes a second time free."""

    def dependencies(self) -> list[str]:
        """Ask for a Node out of a wheel where the machine has none."""
        return [] if build_pages.node_is_here() else [build_pages.NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 (hatchling's signature)
        """Called by hatchling before each build."""
        build_pages.build()
