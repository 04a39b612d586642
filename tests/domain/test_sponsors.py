"""Who must stand behind an amendment before it is put."""

import pytest

from deliberate.domain.sponsors import missing


@pytest.mark.parametrize(
    ("sponsors", "cosponsors", "each_side", "said"),
    [
        (["O-1"], 0, False, []),
        (["O-1"], 1, False, ["It needs more co-sponsors: 1."]),
        (["O-1", "G-2"], 1, False, []),
        (["O-1"], 0, True, ["It needs a co-sponsor from the governments."]),
        (["G-1", "G-2", "G-3"], 2, True, ["It needs a co-sponsor from the others."]),
        (["O-1", "G-2"], 0, True, []),
        (["O-1"], 1, True, ["It needs a co-sponsor from the governments."]),
        (["O-1"], 3, True, ["It needs a co-sponsor from the governments.", "It needs more co-sponsors: 3."]),
        (["O-1", "G-2"], 2, True, ["It needs more co-sponsors: 1."]),
    ],
)
def test_an_amendment_says_what_it_still_needs(
    sponsors: list[str], cosponsors: int, each_side: bool, said: list[str]
) -> None:
    assert [str(each) for each in missing(sponsors, cosponsors, each_side=each_side)] == said
