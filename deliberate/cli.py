"""The command line: `deliberate COMMAND`. It works on the same data as the server, through the same door."""

import deliberate.patched  # noqa: F401  # isort: skip - before anything that waits

import sqlite3
import sys
from importlib import import_module
from typing import NoReturn

import click
import structlog
from sqlalchemy.exc import SQLAlchemyError

from deliberate.config import BadSettingError
from deliberate.domain.refusals import Refusal

WRONG = 2
"""The exit status of a command that was refused."""


def main() -> None:
    """Run the command line; a refusal is one sentence on standard error and exit status 2, never a traceback."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        deliberate_.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(wrong.exit_code)
    except (Refusal, BadSettingError) as refused:
        _refuse(str(refused))
    except OSError as failed:
        _refuse(f"{failed.filename}: {failed.strerror}" if failed.filename else str(failed.strerror or failed))
    except (SQLAlchemyError, sqlite3.Error) as failed:
        _refuse(f"The database cannot be used: {getattr(failed, 'orig', None) or failed}")
    except ModuleNotFoundError as missing:
        if missing.name is None or missing.name.startswith("deliberate"):
            raise
        _refuse(f"{missing.name} is not installed. Install it, or choose another database.")


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(WRONG)


COMMANDS = {
    "serve": "deliberate.terminal.serving:serve",
    "demo": "deliberate.terminal.serving:demo",
    "init": "deliberate.terminal.keeping:init",
    "import": "deliberate.terminal.keeping:import_",
    "export": "deliberate.terminal.keeping:export",
    "count": "deliberate.terminal.counting:count",
    "choose": "deliberate.terminal.counting:choose",
    "seats": "deliberate.terminal.counting:seats",
    "give": "deliberate.terminal.keeping:give",
    "commands": "deliberate.terminal.keeping:commands",
    "doctor": "deliberate.terminal.keeping:doctor_",
    "backup": "deliberate.terminal.keeping:backup",
    "restore": "deliberate.terminal.keeping:restore",
}
"""Every command, and where it is: whoever recounts a vote does not wait for a web server to be loaded."""


class Lazy(click.Group):
    """A group that loads a command when it is given."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """The names of all commands, in our order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of this name, loaded now."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), attribute)
        return found


@click.group("deliberate", cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deliberate")
def deliberate_() -> None:
    """Sessions of working groups: equal halves, a fair floor, weighted votes, and a record anyone can check."""
