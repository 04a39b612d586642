"""Where the files are that are not Python: the built front end, the pages, the migrations.

In a checkout they lie at its root; in an installed wheel the build puts them inside the package.
"""

from pathlib import Path
from typing import Literal

Asset = Literal["static", "templates", "migrations"]

_PACKAGE = Path(__file__).resolve().parent
_IN_CHECKOUT: dict[Asset, str] = {"static": "static/dist", "templates": "templates", "migrations": "migrations"}


def path(name: Asset) -> Path:
    """The folder of an asset. `static` is what browsers are sent: what the build made, never its sources.

    Raises FileNotFoundError, with what to do, when the folder is in neither place.
    """
    packaged = _PACKAGE / "_assets" / name
    if packaged.is_dir():
        return packaged
    in_checkout = _PACKAGE.parent / _IN_CHECKOUT[name]
    if in_checkout.is_dir():
        return in_checkout
    raise FileNotFoundError(f"There is no {in_checkout}: run `make setup` in a checkout, or install the wheel again.")


def translations() -> Path:
    """The folder of the catalogues, which are part of the package everywhere."""
    return _PACKAGE / "translations"
