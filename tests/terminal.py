"""A terminal that starts commands quickly: it has loaded them all once, and each start is a fork of its own.

Asked and answered line by line in JSON: `python -m tests.terminal`. Nothing here may wait the way gevent waits: each
fork makes a hub of its own.
"""

import gc
import json
import os
import sys
from importlib import import_module
from typing import Any, NoReturn

from gevent.monkey import get_original

from deliberate.cli import COMMANDS, main

fork, waitpid = get_original("os", ["fork", "waitpid"])


def load() -> None:
    """Load what each command would load for itself; the forks share it."""
    for place in COMMANDS.values():
        import_module(place.partition(":")[0])
    gc.freeze()


def serve() -> None:
    """Start commands, and say what became of them, until there is nobody left to ask."""
    for line in sys.stdin:
        asked = json.loads(line)
        if "arguments" in asked:
            pid = fork()
            if pid == 0:
                _become(asked)
            answer = pid
        else:
            ended, status = waitpid(asked["pid"], 0 if asked["wait"] else os.WNOHANG)
            answer = os.waitstatus_to_exitcode(status) if ended else None
        print(json.dumps(answer), flush=True)


def _become(asked: dict[str, Any]) -> NoReturn:
    """Be the command that was asked for, from its first line to its exit status."""
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in ((1, asked["out"]), (2, asked["err"])):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is a real one here
    sys.argv = ["deliberate", *asked["arguments"]]
    status = 1
    try:
        main()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:  # noqa: BLE001 - as the interpreter would
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    load()
    serve()
