"""The fields that commands are made of. Limits are in characters."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import regex  # type: ignore[import-untyped]  # it publishes no types
from marshmallow import ValidationError, fields, validate

from deliberate.domain.text import NO_TEXT

LINE = 300
NOTE = 2_000
PARAGRAPH = 20_000
MOST_ITEMS = 1_000
LARGEST_ID = 2**53 - 1
"""Beyond it JavaScript no longer tells integers apart."""

NO_LINE = regex.compile(r"[\p{Cc}\p{Cs}\p{Cn}]")
"""What no line of text holds: a line has no second line and no columns."""


class Words(fields.String):
    """Text of a person: NFC, trimmed, line ends of any kind as one, no control characters; one line unless `lines`."""

    def __init__(self, most: int = LINE, *, least: int = 1, lines: bool = False, **more: Any) -> None:
        super().__init__(validate=validate.Length(min=least, max=most), **more)
        self.lines = lines

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **more)
        text = unicodedata.normalize("NFC", regex.sub(r"\R", "\n", text)).strip()
        bad = (NO_TEXT if self.lines else NO_LINE).search(text)
        if bad is not None:
            raise ValidationError(f"Character U+{ord(bad[0]):04X} cannot stand here.")
        return text


def line(most: int = LINE, **more: Any) -> Words:
    """One line of text, not empty."""
    return Words(most, required=True, **more)


def maybe_line(most: int = LINE, **more: Any) -> Words:
    """One line of text that may be left out."""
    return Words(most, least=0, load_default="", **more)


def note() -> Words:
    """A few lines that may be left out."""
    return Words(NOTE, least=0, lines=True, load_default="")


def reason() -> Words:
    """A few lines that must be there."""
    return Words(NOTE, lines=True, required=True)


def paragraph_text() -> Words:
    """The text of a paragraph: at most 20,000 characters."""
    return Words(PARAGRAPH, lines=True, required=True)


def number(least: int = 1, most: int = LARGEST_ID, **more: Any) -> fields.Integer:
    """A whole number, given as a number."""
    return fields.Integer(strict=True, required=True, validate=validate.Range(min=least, max=most), **more)


def maybe_number(least: int = 1, most: int = LARGEST_ID) -> fields.Integer:
    """A whole number, or nothing."""
    return fields.Integer(strict=True, load_default=None, allow_none=True, validate=validate.Range(min=least, max=most))


def one_of(choices: Any, **more: Any) -> fields.String:
    """One of a few words."""
    known = [str(choice) for choice in choices]
    return fields.String(validate=validate.OneOf(known), **(more or {"required": True}))


def person(**more: Any) -> fields.String:
    """The opaque id of a person."""
    return fields.String(validate=validate.Length(min=1, max=64), **(more or {"required": True}))


def seat(**more: Any) -> fields.String:
    """A seat's name, such as G-3."""
    known = validate.Regexp(r"^[GO]-[1-9][0-9]{0,3}\Z")
    return fields.String(validate=known, **(more or {"required": True}))


def truth(**more: Any) -> fields.Boolean:
    """True or false, and nothing that merely looks like it."""
    return StrictBoolean(**(more or {"required": True}))


class StrictBoolean(fields.Boolean):
    """JSON's true and false alone."""

    truthy = {True}  # noqa: RUF012 - marshmallow's own way to say it
    falsy = {False}  # noqa: RUF012

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class Moment(fields.AwareDateTime):
    """A point in time, with its zone; no zone may carry it out of the calendar."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> datetime:
        given: datetime = super()._deserialize(value, attr, data, **more)
        try:
            return given.astimezone(UTC)
        except OverflowError as beyond:
            raise self.make_error("invalid", input=value, obj_type=self.OBJ_TYPE) from beyond


def moment() -> Moment:
    """A point in time, with its zone."""
    return Moment(format="iso", required=True)
