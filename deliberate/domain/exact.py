"""Exact numbers and strict fields out of JSON: nothing is rounded, guessed or silently dropped."""

import json
import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple, NoReturn, TypeVar

from deliberate.domain.refusals import N_, Refusal

DIGITS = 40
"""The most digits a numerator or a denominator may have; far beyond any real weight, and it bounds the work."""

SHOWN = 60
"""The most characters of a wrong value that a refusal repeats."""

Kind = TypeVar("Kind", bound=StrEnum)

_FRACTION = re.compile(r"(-?[0-9]{1,40})(?:/([0-9]{1,40}))?", re.ASCII)


class Inexact(NamedTuple):
    """A number with a point or an exponent, kept as it was written so that whoever meets it can refuse it by name."""

    literal: str


class Doubled(NamedTuple):
    """An object that names one field twice: which of the two was meant, nobody can know."""

    field: str


def parse(text: str) -> object:
    """The JSON text as data; a float becomes `Inexact` and an object with a doubled field `Doubled`.

    Both are refused only where they are used, so that notes beside a case may hold anything that is JSON.
    Refuses `not_json` with the line of the text; NaN and Infinity are no JSON (RFC 8259, section 6).
    """
    try:
        return json.loads(text, parse_float=Inexact, parse_constant=_no_constant, object_pairs_hook=_pairs)
    except json.JSONDecodeError as error:
        raise Refusal(
            "not_json", N_("This is not JSON: line %(line)s, column %(column)s: %(problem)s."),
            line=error.lineno, column=error.colno, problem=error.msg,
        ) from error
    except RecursionError as error:
        raise Refusal("not_json", N_("This JSON is nested too deeply to be read.")) from error
    except ValueError as error:  # an integer beyond the interpreter's limit
        raise Refusal("not_json", N_("This JSON holds a number too long to be read.")) from error


def fields(data: object, where: str, required: Collection[str], optional: Collection[str] = ()) -> Mapping[str, object]:
    """The object's fields, after checking that it is one, that nothing required is missing and nothing is unknown.

    `where` names the place for the refusal, such as ``tests, line 2``. Refuses `not_an_object`, `field_doubled`,
    `unknown_field` and `field_missing`.
    """
    found = mapping(data, where)
    for name in found:
        if name not in required and name not in optional:
            raise Refusal(
                "unknown_field", N_("%(where)s: there is no field %(field)s; the fields are %(known)s."),
                where=where, field=shown(name), known=", ".join([*required, *optional]),
            )
    for name in required:
        if name not in found:
            raise Refusal("field_missing", N_("%(where)s: the field %(field)s is missing."), where=where, field=name)
    return found


def mapping(data: object, where: str) -> Mapping[str, object]:
    """The object itself, whatever its fields. Refuses `not_an_object` and `field_doubled`."""
    if isinstance(data, Doubled):
        raise Refusal(
            "field_doubled", N_("%(where)s: the field %(field)s stands twice; keep one."),
            where=where, field=shown(data.field),
        )
    if not isinstance(data, dict):
        raise Refusal(
            "not_an_object", N_("%(where)s: an object with named fields is needed, not %(value)s."),
            where=where, value=shown(data),
        )
    return data


def items(data: object, where: str) -> list[object]:
    """The list itself. Refuses `not_a_list`."""
    if not isinstance(data, list):
        raise Refusal("not_a_list", N_("%(where)s: a list is needed, not %(value)s."), where=where, value=shown(data))
    return data


def name(data: object, where: str, field: str) -> str:
    """A name: text that is not empty. Refuses `not_a_name`."""
    if not isinstance(data, str) or not data:
        raise Refusal(
            "not_a_name", N_("%(where)s: %(field)s must be a name, not %(value)s."),
            where=where, field=field, value=shown(data),
        )
    return data


def one_of(kind: type[Kind], data: object, where: str, field: str) -> Kind:
    """The value of a list that the data names. Refuses `unknown_value`, with the list."""
    for value in kind:
        if isinstance(data, str) and value == data:
            return value
    raise Refusal(
        "unknown_value", N_("%(where)s: %(field)s is %(value)s; it must be one of %(known)s."),
        where=where, field=field, value=shown(data), known=", ".join(kind),
    )


def fraction(data: object, where: str, field: str) -> Fraction:
    """An exact number of zero or more: an integer, or text such as ``"3"`` or ``"17/46"``.

    Floats are refused (`float`), for 0.1 is not one tenth; so are decimals, exponents, signs, spaces and more than
    40 digits (`malformed_fraction`), and numbers below zero (`negative`).
    """
    if isinstance(data, Inexact | float):
        raise Refusal(
            "float", N_("%(where)s: %(field)s is %(value)s; write an integer or a fraction such as \"2/3\" instead."),
            where=where, field=field, value=shown(data),
        )
    number = _exact(data)
    if number is None:
        raise Refusal(
            "malformed_fraction",
            N_("%(where)s: %(field)s is %(value)s; it must be an integer or a fraction such as \"2/3\"."),
            where=where, field=field, value=shown(data),
        )
    if number.numerator < 0:
        raise Refusal(
            "negative", N_("%(where)s: %(field)s is %(value)s; it cannot be below zero."),
            where=where, field=field, value=shown(data),
        )
    return number


def shown(data: object) -> str:
    """A wrong value as a refusal repeats it: as in JSON, on one line, cut after 60 characters."""
    if isinstance(data, Inexact):
        words = data.literal
    elif isinstance(data, Doubled | Mapping):
        words = "an object"
    elif isinstance(data, list | tuple):
        words = "a list"
    elif isinstance(data, int) and abs(data) >= 10**SHOWN:
        words = "a very long number"
    else:
        words = json.dumps(data, ensure_ascii=False, default=lambda thing: type(thing).__name__)
    return words if len(words) <= SHOWN else words[: SHOWN - 1] + "…"


def _exact(data: object) -> Fraction | None:
    """The number, or nothing when it is not written as one."""
    if isinstance(data, int) and not isinstance(data, bool):
        return Fraction(data) if abs(data) < 10**DIGITS else None
    return _written(data) if isinstance(data, str) else None


@lru_cache(maxsize=1_024)  # a thousand seats share few weights
def _written(text: str) -> Fraction | None:
    """The number that the text writes, exactly."""
    written = _FRACTION.fullmatch(text)
    if written is None:
        return None
    above, below = int(written[1]), int(written[2] or 1)
    return Fraction(above, below) if below else None


def _pairs(pairs: list[tuple[str, object]]) -> object:
    """The object, or the first field that it names a second time."""
    whole = dict(pairs)
    if len(whole) == len(pairs):
        return whole
    seen: set[str] = set()
    for field, _ in pairs:
        if field in seen:
            return Doubled(field)
        seen.add(field)
    return whole


def _no_constant(word: str) -> NoReturn:
    """NaN and Infinity: Python would read them, JSON does not know them."""
    raise Refusal("not_json", N_("This is not JSON: %(word)s is not a number."), word=word)
