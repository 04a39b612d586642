"""What is wrong with the fields of a command, in the reader's language.

A schema says it in English, with its figures filled in; here each sentence is known again by its pattern.
"""

import re
from collections.abc import Callable

from deliberate.domain.refusals import N_

PROBLEMS = (
    N_("Missing data for required field."),
    N_("Field may not be null."),
    N_("Unknown field."),
    N_("Invalid input type."),
    N_("Invalid type."),
    N_("Invalid value."),
    N_("Not a valid string."),
    N_("Not a valid integer."),
    N_("Not a valid number."),
    N_("Not a valid boolean."),
    N_("Not a valid list."),
    N_("Not a valid datetime."),
    N_("Not a valid aware datetime."),
    N_("Shorter than minimum length %(least)s."),
    N_("Longer than maximum length %(most)s."),
    N_("Length must be between %(least)s and %(most)s."),
    N_("Must be greater than or equal to %(least)s and less than or equal to %(most)s."),
    N_("Must be greater than or equal to %(least)s."),
    N_("Must be less than or equal to %(most)s."),
    N_("Must be one of: %(choices)s."),
    N_("String does not match expected pattern."),
    N_("Character %(character)s cannot stand here."),
    N_("Not a time zone, such as Africa/Accra."),
    N_("Not a language, such as en or ar."),
)
"""What can be wrong with a field, as marshmallow and our own fields say it in English."""

FIELD = re.compile(r"(?:(?P<field>[\w.]+): )?(?P<words>.*)", re.DOTALL)


def _pattern(words: str) -> re.Pattern[str]:
    """What matches a sentence with its figures filled in."""
    return re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+)", re.escape(words)))


_KNOWN = {words: _pattern(words) for words in PROBLEMS}


def problem(told: str, message: Callable[[str], str]) -> str:
    """One problem, after the name of its field; what is none of ours stays as it is. `message` translates."""
    parts = FIELD.fullmatch(told)
    if parts is None:
        return told
    for words, pattern in _KNOWN.items():
        if found := pattern.fullmatch(parts["words"]):
            said = message(words) % found.groupdict()
            return f"{parts['field']}: {said}" if parts["field"] else said
    return told
