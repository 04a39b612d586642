"""Every "no" of the house, and every sentence it says: a code, words that can be translated, and the facts in them."""

from collections.abc import Mapping
from typing import NamedTuple

Fact = str | int | bool | None


class Sentence(NamedTuple):
    """Words for a person, with the facts apart so that another language can order them its own way.

    `say` is an English message id with named places (``%(seat)s``); `facts` fills them.
    """

    say: str
    facts: Mapping[str, Fact] = {}

    def __str__(self) -> str:
        return self.say % self.facts if self.facts else self.say

    def record(self) -> dict[str, object]:
        """The sentence as JSON: what to say, and with what."""
        return {"say": self.say, "facts": dict(self.facts)}


def N_(words: str) -> str:  # noqa: N802 - the name every gettext tool looks for
    """Mark words for translation where they are written; they are translated where they are shown."""
    return words


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A command that the rules do not allow, or data they cannot take.

    `code` is for programs, stable across versions; the sentence tells a person what is wrong and what to do next.
    """

    def __init__(self, code: str, sentence: str, **facts: Fact) -> None:
        self.code = code
        self.sentence = Sentence(sentence, facts)
        super().__init__(code, str(self.sentence))

    @property
    def facts(self) -> dict[str, Fact]:
        """What the sentence is about, by name."""
        return dict(self.sentence.facts)

    def __str__(self) -> str:
        return str(self.sentence)
