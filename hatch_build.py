"""What a build of the wheel adds: compiled translations, the built front end, the pages and the migrations."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# In the checkout -> in the installed package; deliberate/assets.py finds either.
ASSETS = {
    "static/dist": "deliberate/_assets/static",
    "templates": "deliberate/_assets/templates",
    "migrations": "deliberate/_assets/migrations",
}


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]  # its parameter is private to hatchling
    """Puts beside the code what an installed deliberate cannot build for itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the translations, and carry the assets; an editable install reads them in the checkout."""
        root = Path(self.root)
        compile_translations(root)
        if version == "editable":
            return
        if not (root / "static/dist/manifest.json").is_file():
            raise RuntimeError(
                "The front end is not built: there is no static/dist/manifest.json. Run `make wheel` instead."
            )
        if self.target_name == "wheel":
            build_data["force_include"].update({str(root / source): target for source, target in ASSETS.items()})


def compile_translations(root: Path) -> None:
    """Write the compiled catalogue beside each catalogue."""
    for source in sorted((root / "deliberate/translations").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalog = read_po(file, locale=source.parent.parent.name)
        with source.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
