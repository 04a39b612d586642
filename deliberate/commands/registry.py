"""The table of commands: name, fields, who may give each, and when. The API and its documentation come from it."""

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from marshmallow import Schema
from marshmallow.fields import Field

from deliberate.domain.phases import Sitting, Stage
from deliberate.domain.rights import Role

Handler = Callable[..., Mapping[str, Any] | None]


@dataclass(frozen=True)
class Command:
    """One thing that can be done. `when` and `stages` are None where the state of sitting or text does not matter."""

    name: str
    schema: type[Schema]
    who: Role
    when: frozenset[Sitting] | None
    stages: frozenset[Stage] | None
    of_site: bool
    inner: bool
    unkept: frozenset[str]
    """The fields of which not even a digest is kept: there are so few things they can say that it would tell them."""
    handler: Handler

    @cached_property
    def reader(self) -> Schema:
        """Reads the data of a caller. It is made once: to make it takes longer than to read."""
        return self.schema()

    @property
    def rule(self) -> str:
        """The rule in words: the handler's docstring."""
        return inspect.getdoc(self.handler) or ""


COMMANDS: dict[str, Command] = {}


def command(
    name: str,
    fields: Mapping[str, Field[Any]],
    *,
    who: Role,
    when: Iterable[Sitting] | None = None,
    stages: Iterable[Stage] | None = None,
    of_site: bool = False,
    inner: bool = False,
    unkept: Iterable[str] = (),
) -> Callable[[Handler], Handler]:
    """Register the decorated handler as the command `name`.

    `fields` are what a caller sends; anything else is refused. `when` names the states of the current sitting and
    `stages` those of the text concerned in which the command has its place. `of_site` commands belong to no group;
    `inner` ones are given by our own pages alone, which prepare their data. Of `unkept` fields nothing is remembered:
    the same key again gets the first receipt, whatever they now say.
    """

    def register(handler: Handler) -> Handler:
        if name in COMMANDS:
            raise ValueError(f"two commands are called {name}")
        schema = Schema.from_dict(dict(fields), name=name.title().replace(".", "").replace("_", ""))
        COMMANDS[name] = Command(
            name=name,
            schema=schema,
            who=who,
            when=None if when is None else frozenset(when),
            stages=None if stages is None else frozenset(stages),
            of_site=of_site,
            inner=inner,
            unkept=frozenset(unkept),
            handler=handler,
        )
        return handler

    return register
