"""Files named on the command line: read whole as JSON and answered in one piece, or refused in one line."""

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from deliberate.domain import exact
from deliberate.domain.refusals import Refusal

ANSWERED, REFUSED = 0, 2
"""Exit statuses of `deliberate count` and `deliberate seats`."""


def answer(path: str, out: TextIO, err: TextIO, reply: Callable[[object], str]) -> int:
    """Print on `out` what `reply` makes of the file's JSON; the exit status is 0.

    On any error it is 2, with one line on `err` that names the file and the place in it, and nothing on `out`.
    """
    try:
        text = reply(exact.parse(Path(path).read_text(encoding="utf-8-sig")))
    except OSError as error:
        _write(err, plain(f"{path}: {error.strerror or error}") + "\n")
    except UnicodeDecodeError as error:
        _write(err, plain(f"{path}: not UTF-8 text, at byte {error.start}") + "\n")
    except Refusal as refusal:
        _write(err, plain(f"{path}: {refusal}") + "\n")
    else:
        _write(out, text)
        return ANSWERED
    return REFUSED


def plain(line: str) -> str:
    """The line with what would break it, or steer a terminal, written out."""
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in line)


def _write(stream: TextIO, text: str) -> None:
    """Print text on a stream that may not know all of its characters."""
    encoding = stream.encoding or "utf-8"
    stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
