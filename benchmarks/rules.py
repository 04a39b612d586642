"""How fast the rules are: counting, comparing and merging texts, the order of speakers. `make bench-rules`."""

import json
import math
import random
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from fractions import Fraction

from benchmarks.table import Figure, report
from benchmarks.table import median_ms as median_of
from deliberate.domain import exact
from deliberate.domain.cases import counted
from deliberate.domain.counting import PRESETS, Ballot, Elector, count
from deliberate.domain.merging import merge
from deliberate.domain.priorities import Ranking, by_ranking
from deliberate.domain.seats import Side, seat_id
from deliberate.domain.speaking import Kind, Request, Spoken, order
from deliberate.domain.text import diff
from deliberate.domain.wording import result_in_words

SEED = 20261121
PAIRS = 500
LETTERS = 20_000
QUEUES = (500, 1_000, 2_000, 4_000, 8_000)
NINE = datetime(2026, 11, 21, 9, tzinfo=UTC)
SENTENCE = (
    "states shall ensure that migrants and members of the diaspora take part in decisions which concern them at every"
    " stage of return and reintegration with due regard to human rights international law regular pathways decent work"
    " access to services non-discrimination the best interests of the child gender-responsive data and cooperation"
)
WORDS = SENTENCE.split()


def main() -> None:
    """Measure everything and print it."""
    chance = random.Random(SEED)
    figures = [*counting(chance), *texts(chance), *speakers(chance), *options(chance)]
    settings = {"seed": SEED, "seats": 2 * PAIRS, "characters": LETTERS, "times": "CPU time, medians of repeated runs"}
    report("rules", figures, settings)


def counting(chance: random.Random) -> list[Figure]:
    """A vote of 1,000 seats under `substantive`: all weigh the same, and then all differently."""
    def vote(weights: Sequence[int]) -> tuple[list[Elector], list[Ballot]]:
        electorate = [
            Elector(seat_id(side, number), side.value, None, Fraction(chance.choice(weights), 6), chance.random() < 0.9)
            for side in Side for number in range(1, PAIRS + 1)
        ]
        ballots = [
            Ballot(chance.choice(("for", "for", "for", "against", "abstain")), each.seat)
            for each in electorate if each.present
        ]
        return electorate, ballots

    even, uneven = vote([6]), vote(range(1, 60))
    rule = PRESETS["substantive"]
    file = json.dumps({
        "rule": rule.json(),
        "electorate": [
            {"seat": each.seat, "side": each.side, "weight": str(each.weight), "present": each.present}
            for each in uneven[0]
        ],
        "ballots": [{"seat": each.seat, "choice": each.choice} for each in uneven[1]],
    })
    return [
        Figure("count 1,000 seats, substantive", median_ms(lambda: count(rule, *even)), "ms", 20),
        Figure("count 1,000 seats of uneven weights", median_ms(lambda: count(rule, *uneven)), "ms", 20),
        Figure("count and explain 1,000 seats", median_ms(lambda: result_in_words(count(rule, *uneven))), "ms", 20),
        Figure("read and count a file of 1,000 seats", median_ms(lambda: counted(exact.parse(file))), "ms"),
    ]


def texts(chance: random.Random) -> list[Figure]:
    """Diff and merge of a paragraph of 20,000 characters: lightly edited by two, written anew, and in Chinese."""
    light, chinese = _paragraph(chance), _chinese(chance)
    written = {
        "one word in twenty changed by each": (light, _edited(light, chance, 20), _edited(light, chance, 20)),
        "one word in three changed by each": (light, _edited(light, chance, 3), _edited(light, chance, 3)),
        "written anew by each": (light, _paragraph(chance), _paragraph(chance)),
    }
    found = [Figure(f"diff and merge, {name}", _diff_and_merge(*texts), "ms", 100) for name, texts in written.items()]
    # Every character of Chinese is a word of its own: three times as many as in English, and all far more alike.
    hardest = _diff_and_merge(chinese, _redrawn(chinese, chance), _redrawn(chinese, chance))
    return [*found, Figure("diff and merge, Chinese, one in twenty changed by each", hardest, "ms", 100)]


def _diff_and_merge(base: str, ours: str, theirs: str) -> float:
    return median_ms(lambda: (diff(base, ours), merge(base, ours, theirs)))


def speakers(chance: random.Random) -> list[Figure]:
    """The order of 500 requests, and how the time grows to 8,000: the exponent of n log n that fits best."""
    took = {}
    for number in QUEUES:
        requests, history = _queue(chance, number)
        took[number] = _order(requests, history)
    found = [Figure(f"order of {number:,} requests", took[number], "ms") for number in QUEUES[1:]]
    growth = _slope([(math.log(number * math.log2(number)), math.log(took[number])) for number in QUEUES])
    return [
        Figure("order of 500 requests", took[500], "ms", 10),
        *found,
        Figure("growth as a power of n log n", growth, "", 1.1),
    ]


def _order(requests: Sequence[Request], history: Sequence[Spoken]) -> float:
    return median_ms(lambda: order(requests, history))


def options(chance: random.Random) -> list[Figure]:
    """The first of ten recommendations by 1,000 rankings."""
    names = [f"R{number}" for number in range(1, 11)]
    ballots = [
        Ranking(side, tuple(frozenset({name}) for name in chance.sample(names, len(names))))
        for side in Side for _ in range(PAIRS)
    ]
    return [Figure("first of 10 options, 1,000 rankings", median_ms(lambda: by_ranking(names, ballots)), "ms")]


def median_ms(run: Callable[[], object]) -> float:
    """Nothing here waits for anything, so CPU time is what an idle machine would take on the wall."""
    return median_of(run, clock=time.process_time)


def _paragraph(chance: random.Random) -> str:
    """Sentences of the field's words, as long as asked."""
    text = ""
    while len(text) < LETTERS:
        text += " ".join(chance.choices(WORDS, k=chance.randint(8, 30))).capitalize() + ". "
    return text[:LETTERS]


def _edited(text: str, chance: random.Random, every: int) -> str:
    """The text with one word in so many replaced, dropped or joined by another."""
    pieces = []
    for word in text.split(" "):
        edit = chance.randrange(3 * every)
        pieces += [[chance.choice(WORDS)], [], [word, chance.choice(WORDS)]][edit] if edit < 3 else [word]
    return " ".join(pieces)


def _chinese(chance: random.Random) -> str:
    """As many characters of the most common block, without spaces."""
    return "".join(chr(chance.randrange(0x4E00, 0x4E00 + 2_000)) for _ in range(LETTERS))


def _redrawn(text: str, chance: random.Random) -> str:
    """The text with one character in twenty replaced."""
    return "".join(chr(chance.randrange(0x4E00, 0x9000)) if chance.random() < 0.05 else each for each in text)


def _queue(chance: random.Random, number: int) -> tuple[list[Request], list[Spoken]]:
    """Requests of members, associates and for points of order, and what half of the members said before."""
    requests = []
    for id_ in range(1, number + 1):
        at = NINE + timedelta(seconds=chance.randrange(3_600))
        if chance.random() < 0.05:
            requests.append(Request(id_, Kind.STATEMENT, None, None, at, associate=True, person=f"p-{id_}"))
            continue
        side = chance.choice(list(Side))
        kind = chance.choices(list(Kind), weights=[1, 1, 1, 1, 1, 90, 5])[0]
        requests.append(Request(id_, kind, side, seat_id(side, chance.randint(1, PAIRS)), at))
    history = [
        Spoken(Kind.STATEMENT, request.side, request.seat, chance.randrange(20, 180))
        for request in requests[: number // 2] if request.side
    ]
    return requests, history


def _slope(points: list[tuple[float, float]]) -> float:
    """The slope of the line that fits best (least squares)."""
    middle_x, middle_y = (sum(each) / len(points) for each in zip(*points, strict=True))
    across: float = sum((x - middle_x) ** 2 for x, _ in points)
    along: float = sum((x - middle_x) * (y - middle_y) for x, y in points)
    return along / across


if __name__ == "__main__":
    main()
