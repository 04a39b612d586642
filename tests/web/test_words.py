"""The catalogue as browsers get it."""

import pytest
from babel.support import Translations

from deliberate.web import words


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
