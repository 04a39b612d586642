"""deliberate: sessions of working groups, from the seat plan to the published report."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from deliberate.config import Config


def create_app(config: "Config | None" = None) -> "Flask":
    """The WSGI application, with the settings given or those of the environment."""
    from deliberate import app
    from deliberate.config import from_environment

    return app.create_app(config or from_environment())
