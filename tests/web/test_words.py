"""The catalogue as browsers get it, and what is wrong with a field, in words."""

import pytest
from babel.support import Translations
from marshmallow import Schema, ValidationError

from deliberate.commands.execute import problems_of
from deliberate.commands.fields import line, moment, number, one_of, person, seat, truth
from deliberate.web import words
from deliberate.web.problems import problem


class Some(Translations):
    """A catalogue as gettext keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self._catalog = {
            "": "header",
            "Open": "Ouverte",
            ("%(n)s seat", 1): "%(n)s sièges",
            ("%(n)s seat", 0): "%(n)s siège",
        }


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "get_translations", Some)


def test_a_message_with_a_plural_has_its_forms_in_order() -> None:
    assert words.catalogue() == {"Open": "Ouverte", "%(n)s seat": ["%(n)s siège", "%(n)s sièges"]}


SCHEMA = Schema.from_dict({
    "title": line(),
    "note": line(),
    "position": number(1, 9),
    "choice": one_of(["for", "against"]),
    "public": truth(),
    "at": moment(),
    "seat": seat(),
    "person": person(),
})
WRONG: tuple[object, ...] = (
    [],
    {},
    {"title": "x" * 301, "position": 10, "choice": "maybe", "public": 1, "at": "now", "seat": "X-1", "person": ""},
    {"title": "", "position": "1", "choice": None, "at": "2026-03-02T09:00:00", "seat": 1, "more": 1},
    {"title": "a\x00b", "position": 1.5, "public": None, "at": {}, "person": "x" * 65},
)


@pytest.mark.parametrize("data", WRONG)
def test_whatever_is_wrong_with_a_field_is_said_in_the_readers_language(data: object) -> None:
    with pytest.raises(ValidationError) as wrong:
        SCHEMA().load(data)  # type: ignore[arg-type]  # that is the point
    told = list(problems_of(wrong.value.messages))
    assert told
    for each in told:
        assert "FRENCH" in problem(each, lambda words: f"FRENCH {words}"), f"not among the messages: {each}"


def test_a_problem_keeps_its_field_and_its_figures() -> None:
    french = {"Longer than maximum length %(most)s.": "Plus de %(most)s caractères."}
    assert problem("title: Longer than maximum length 300.", french.__getitem__) == "title: Plus de 300 caractères."
    assert problem("after: a number", french.__getitem__) == "after: a number"
