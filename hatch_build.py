"""Hook of the build: makes the front ends before the package is put together."""

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildPages(BuildHookInterface):  # type: ignore[misc]
    """Builds server/static/ from the TypeScript pages."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build."""
