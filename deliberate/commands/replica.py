"""A paragraph's shared document on the server: pycrdt behind the few things that we ask of it.

Nothing gets in but what `deliberate.domain.updates` has read. Should the library fail all the same, it does so with a
`PanicException`, which is no `Exception`; here it becomes a refusal, and the replica must then be thrown away.
"""

from collections.abc import Iterable

from pycrdt import Doc, Text

from deliberate.domain.updates import ROOT, malformed, read_state


class Replica:
    """A document with one plain text in it."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self._document: Doc[Text] = Doc()
        self._text = self._document.get(ROOT, type=Text)
        with self._document.transaction():
            for update in updates:
                self._document.apply_update(update)

    def apply(self, update: bytes) -> None:
        """Take in an update, or refuse it and be of no further use."""
        try:
            self._document.apply_update(update)
        except (KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as panic:
            if isinstance(panic, Exception) or type(panic).__name__ == "PanicException":
                raise malformed() from panic
            raise  # a greenlet told to stop

    @property
    def text(self) -> str:
        """The text as it stands."""
        return str(self._text)

    @property
    def state(self) -> dict[int, int]:
        """What is known here of each writer: client id to the clock of what they write next."""
        return read_state(self._document.get_state())

    @property
    def whole(self) -> bytes:
        """One update that makes this document from an empty one."""
        return self._document.get_update()

    @property
    def state_vector(self) -> bytes:
        """The state as clients encode it."""
        return self._document.get_state()


def initial(text: str, client: int) -> bytes:
    """The first update of a document: the text as the server has it, written under this client id."""
    document: Doc[Text] = Doc(client_id=client)
    document[ROOT] = Text(text)
    return document.get_update()
