"""Reading the five-part report: what is kept, what is refused, and with which line."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deliberate.documents import five_part
from deliberate.documents.five_part import Item, Part, Report, read, read_bytes, write
from deliberate.documents.lines import FILE_BYTES
from deliberate.domain.refusals import Refusal

SAMPLE = (Path(__file__).parent / "sample.txt").read_text(encoding="utf-8")
LINES = SAMPLE.split("\n")
SEEDS = Path(__file__).resolve().parents[3] / "shared" / "seeds"
real_report = pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not beside this checkout")


def line_of(start: str, lines: list[str] | None = None) -> int:
    """The number, from 1, of the one line that begins with these words."""
    numbers = [number for number, line in enumerate(lines or LINES, start=1) if line.startswith(start)]
    assert len(numbers) == 1, (start, numbers)
    return numbers[0]


def without(first: int, last: int | None = None) -> str:
    """The sample without these lines, both included."""
    return "\n".join(LINES[: first - 1] + LINES[last or first :])


def with_line(number: int, line: str, instead: bool = False) -> str:
    """The sample with one line more at that number, or with another one there."""
    return "\n".join([*LINES[: number - 1], line, *LINES[number - 1 + instead :]])


def refused(text: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as caught:
        read_bytes(text) if isinstance(text, bytes) else read(text)
    if caught.value.code == "not_five_part":
        assert str(caught.value).startswith(f"Line {caught.value.facts['line']}: ")
        assert "found" in caught.value.facts
    return caught.value


def line_refused(text: str | bytes) -> int:
    refusal = refused(text)
    assert refusal.code == "not_five_part"
    line = refusal.facts["line"]
    assert isinstance(line, int)
    return line


def words_of(report: Report) -> list[str]:
    """Every word of a report in order, with the numbers and marks that its text form adds."""
    words = [*report.theme.split(), *f"{report.session}:".split(), *report.title.split(), *report.note.split()]
    for number, part in enumerate(report.parts, start=1):
        words += ["Part", str(number), "\u2013", *part.title.split(), *part.caption.split()]
        for count, item in enumerate(part.paragraphs, start=1):
            words += [f"{count}.", *item.caption.split(), *item.text.split()]
    return words


# What is kept


@real_report
def test_it_reads_the_real_report_with_every_word_in_order() -> None:
    data = (SEEDS / "000_32e817aa9e9b6854.txt").read_bytes()
    report = read_bytes(data)
    assert words_of(report) == data.decode().split()
    assert [len(part.paragraphs) for part in report.parts] == [4, 3, 7, 3, 1]
    assert report.title == "Protecting Migrants in Dire Humanitarian Situations"
    assert report.theme == "Theme 3: Operationalizing the Protection of Migrants and their Families"
    assert report.session == "Working Session 3.B."
    assert report.note == "Check against final (20.11.2012)"
    assert [part.title for part in report.parts] == [
        "Changes needed",
        "Tools and mechanism",
        "Recommendations for Action",
        "Benchmarks",
        "UN High Level Dialogue",
    ]
    assert report.parts[3].caption == "Benchmarks against which success can be measured in the next years"
    assert read(write(report)) == report


@real_report
def test_it_refuses_the_background_paper_with_the_line_that_broke_the_shape() -> None:
    refusal = refused((SEEDS / "002_d0379bcf02a5961a.txt").read_bytes())
    assert refusal.code == "not_five_part"
    assert (refusal.facts["line"], refusal.facts["found"]) == (3, "1.1 Rationale and scope")


def test_it_keeps_every_word_of_the_sample_in_order() -> None:
    report = read(SAMPLE)
    assert words_of(report) == SAMPLE.split()
    assert [len(part.paragraphs) for part in report.parts] == [3, 4, 4, 3, 1]


def test_title_theme_session_and_check_line_become_fields() -> None:
    report = read(SAMPLE)
    assert report.title == "Caring for migrant workers when a country closes overnight"
    assert report.theme == "Theme 2: Safety and dignity of people on the move"
    assert report.session == "Round Table 2.4"
    assert report.note == "Check against final (14.03.2027)"
    assert report.parts[0].title == "Changes needed"
    assert report.parts[0].caption == "What the participants found most pressing"


def test_an_item_keeps_its_paragraphs_and_its_lines() -> None:
    report = read(SAMPLE)
    assert (
        report.parts[0]
        .paragraphs[2]
        .text.startswith("Warnings are sent in one language.\n\nA siren is understood by all,")
    )
    assert "2020 and\n2021. It paid" in report.parts[1].paragraphs[1].text


def test_blank_lines_and_trailing_spaces_do_not_matter_between_the_pieces() -> None:
    wide = "\n\n \u00a0\n".join(
        f"\u00a0 {line} \t\u00a0" for line in LINES if not line.startswith(("A siren", "2021."))
    )
    tight = "\n".join(line for line in LINES if line and not line.startswith(("A siren", "2021.")))
    assert read(wide) == read(tight)


@pytest.mark.parametrize("line_break", ["\r\n", "\r"])
def test_line_breaks_of_other_systems_and_a_byte_order_mark_make_no_difference(line_break: str) -> None:
    data = "\ufeff".encode() + SAMPLE.replace("\n", line_break).encode()
    assert read_bytes(data) == read(SAMPLE)


@pytest.mark.parametrize("mark", ["-", "\u2013", "\u2014", ":", " :", "\u00a0\u2013\u00a0", " -\t"])
def test_a_part_may_be_marked_by_a_hyphen_a_dash_or_a_colon(mark: str) -> None:
    text = re.sub(r"^(Part \d) \u2013 ", rf"\1{mark}", SAMPLE, flags=re.MULTILINE)
    assert text != SAMPLE
    assert read(text) == read(SAMPLE)


@pytest.mark.parametrize("space", [" ", "\t\t", "\u00a0", "   \t", "", "\n", "\n\n"])
def test_any_space_may_follow_the_number_of_an_item(space: str) -> None:
    assert read(SAMPLE.replace(".\t", f".{space}")) == read(SAMPLE)


def test_inside_a_line_odd_spaces_and_composed_letters_stay_as_they_are() -> None:
    odd = "1.\tCafe\u0301  caf\u00e9\u00a0\u202f: \tx"
    text = with_line(line_of("1.\tRegional"), odd, instead=True)
    assert read(text).parts[1].paragraphs[0] == Item("", "Cafe\u0301  caf\u00e9\u00a0\u202f: \tx")


def test_a_missing_check_line_is_an_empty_note() -> None:
    report = read(without(line_of("Check against")))
    assert report.note == ""
    assert report.title == read(SAMPLE).title


def test_no_heading_is_obligatory() -> None:
    report = read(without(1, line_of("Part 1") - 1))
    assert (report.title, report.theme, report.session, report.note) == ("", "", "", "")
    assert report.parts == read(SAMPLE).parts


def test_the_title_may_follow_the_session_label_on_its_line() -> None:
    text = without(1, line_of("Part 1") - 1)
    for label in ("Working Session 3.B.: ", "Working Session 3.B. \u2013 "):
        report = read(f"{label}After the storm\n{text}")
        assert (report.session, report.title) == ("Working Session 3.B.", "After the storm")


@pytest.mark.parametrize(
    "title", ["Sessions end, needs remain", "Session of the drowned: a memory", "Themes of relief"]
)
def test_a_title_that_only_sounds_like_a_label_stays_a_title(title: str) -> None:
    report = read(f"{title}\n{without(1, line_of('Part 1') - 1)}")
    assert (report.title, report.session, report.theme) == (title, "", "")


def test_a_year_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    assert len(read(SAMPLE).parts[1].paragraphs) == 4


def test_a_decimal_number_at_the_start_of_a_line_is_no_item() -> None:
    text = with_line(line_of("2.\tFewer"), "1.5 million people were counted.")
    assert read(text).parts[3].paragraphs[0].text.endswith("\n1.5 million people were counted.")


# What is refused, and with which line


def test_an_empty_file_is_refused() -> None:
    assert line_refused("") == 1
    assert line_refused("\n \n") == 1


def test_a_missing_part_is_refused_where_the_next_one_stands() -> None:
    text = without(line_of("Part 3"), line_of("Part 4") - 1)
    assert line_refused(text) == line_of("Part 4", text.split("\n")) == line_of("Part 3")
    assert refused(text).facts["part"] == 3


def test_a_missing_last_part_is_refused_at_the_last_line() -> None:
    text = without(line_of("Part 5"), len(LINES))
    assert line_refused(text) == line_of("Part 5") - 1
    assert "the file ends here" in str(refused(text))


def test_a_missing_first_part_is_refused() -> None:
    text = without(line_of("Part 1"), line_of("Part 2") - 1)
    assert line_refused(text) == line_of("Part 1")


def test_parts_out_of_order_are_refused_at_the_first_one_out_of_place() -> None:
    second, third, fourth = line_of("Part 2") - 1, line_of("Part 3") - 1, line_of("Part 4") - 1
    text = "\n".join([*LINES[:second], *LINES[third:fourth], *LINES[second:third], *LINES[fourth:]])
    assert line_refused(text) == second + 1


def test_a_repeated_part_number_is_refused() -> None:
    assert line_refused(SAMPLE.replace("Part 4", "Part 3")) == line_of("Part 4")


def test_a_sixth_part_is_refused() -> None:
    text = SAMPLE + "Part 6 \u2013 Annexes\nFurther papers\n1.\tA list.\n"
    assert line_refused(text) == len(LINES)


@pytest.mark.parametrize("heading", ["Part 2", "Part 2 \u2013", "Part 2: \u00a0"])
def test_a_part_without_a_title_is_refused(heading: str) -> None:
    number = line_of("Part 2")
    assert line_refused(with_line(number, heading, instead=True)) == number


def test_a_part_heading_without_its_mark_is_refused_at_the_items_it_left_without_a_part() -> None:
    assert line_refused(SAMPLE.replace("Part 2 \u2013", "Part 2")) == line_of("1.\tRegional")


def test_a_gap_in_the_numbers_is_refused_at_the_item_after_it() -> None:
    text = without(line_of("2.\tEmployers"))
    refusal = refused(text)
    assert refusal.facts["line"] == line_of("2.\tEmployers")
    assert (refusal.facts["part"], refusal.facts["number"]) == (3, 2)
    assert str(refusal.facts["found"]).startswith("3.\tAssociations")


def test_a_repeated_number_is_refused() -> None:
    number = line_of("2.\tEmployers")
    assert line_refused(with_line(number, "1.\tOnce more.")) == number


@pytest.mark.parametrize("first", ["0.\tNothing", "2.\tTwo", "3. Three"])
def test_items_that_do_not_begin_with_one_are_refused(first: str) -> None:
    number = line_of("1.\tGovernments")
    assert line_refused(with_line(number, first, instead=True)) == number


@pytest.mark.parametrize("empty", ["2.", "2.\t\u00a0 "])
def test_an_item_without_words_is_refused_with_its_own_line(empty: str) -> None:
    number = line_of("2.\tEmployers")
    assert line_refused(with_line(number, empty, instead=True)) == number


def test_an_empty_last_item_is_refused() -> None:
    number = line_of("1.\tGive")
    assert line_refused("\n".join([*LINES[: number - 1], "1.\t"])) == number


def test_a_part_without_items_is_refused_where_the_next_part_stands() -> None:
    text = without(line_of("1.\tBy 2030"), line_of("Part 5") - 1)
    assert line_refused(text) == line_of("1.\tBy 2030")


def test_a_last_part_without_items_is_refused_at_the_last_line() -> None:
    text = without(line_of("1.\tGive"), len(LINES))
    assert line_refused(text) == line_of("The single proposal")


def test_a_part_without_a_caption_is_refused_at_its_first_item() -> None:
    number = line_of("Steps proposed")
    assert line_refused(without(number)) == number


def test_a_part_that_ends_the_file_without_a_caption_is_refused() -> None:
    number = line_of("Part 5")
    assert line_refused("\n".join(LINES[:number])) == number


def test_text_before_the_first_item_is_refused() -> None:
    number = line_of("1.\tGovernments")
    refusal = refused(with_line(number, "A second line of caption, or a lost paragraph."))
    assert refusal.facts["line"] == number
    assert refusal.facts["found"] == "A second line of caption, or a lost paragraph."


@pytest.mark.parametrize(
    "line",
    [
        "A second title",
        "Theme 3: A second theme",
        "Working Session 9:",
        "Working Session 9: with a title",
        "Check against delivery",
        "1.\tAn item before any part",
        "Part 2 \u2013 Before the first",
    ],
)
def test_a_heading_too_many_is_refused(line: str) -> None:
    number = line_of("Part 1")
    assert line_refused(with_line(number, line)) == number


def test_two_labels_on_one_line_are_refused() -> None:
    assert line_refused(f"Session 1: Session 2: Flood\n{without(1, line_of('Part 1') - 1)}") == 1


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x0c", "\x1b", "\x7f", "\x85", "\ud800", "\uffff"])
def test_a_control_character_is_refused_with_its_line(character: str) -> None:
    number = line_of("3.\tA pocket")
    refusal = refused(with_line(number, f"3.\tA pocket{character} card", instead=True))
    assert (refusal.code, refusal.facts["line"]) == ("not_five_part", number)
    assert refusal.facts["found"] == f"U+{ord(character):04X}"


def test_a_binary_file_is_refused() -> None:
    assert refused(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR").code == "not_utf8"
    assert refused(b"PK\x03\x04\x14\x00").code == "not_five_part"
    assert refused(SAMPLE.encode("utf-16")).code == "not_utf8"


@pytest.mark.parametrize("line_break", [b"\n", b"\r\n", b"\r"])
def test_bytes_that_are_not_utf8_are_refused_with_their_line(line_break: bytes) -> None:
    data = SAMPLE.encode().replace(b"\n", line_break).replace("\u201cnobody".encode(), b"\x93nobody")
    refusal = refused(data)
    assert (refusal.code, refusal.facts["line"]) == ("not_utf8", line_of("2.\tEmployers"))
    assert refusal.facts["found"] == "0x93"


def test_a_long_line_is_quoted_in_short() -> None:
    text = with_line(line_of("1.\tGovernments"), "x" * 5_000)
    assert refused(text).facts["found"] == "x" * 79 + "…"


# Limits: just below, exactly at, just above


@pytest.mark.parametrize(("characters", "fits"), [(19_999, True), (20_000, True), (20_001, False)])
def test_a_paragraph_has_at_most_20000_characters(characters: int, fits: bool) -> None:
    number = line_of("2.\tEmployers")
    text = with_line(number, "2.\tfirst\n" + "é" * (characters - len("first\n")), instead=True)
    if fits:
        assert len(read(text).parts[2].paragraphs[1].text) == characters
    else:
        assert line_refused(text) == number


@pytest.mark.parametrize(("characters", "fits"), [(499, True), (500, True), (501, False)])
@pytest.mark.parametrize("start", ["Theme 2:", "Caring for", "Check against", "What the"])
def test_a_heading_has_at_most_500_characters(start: str, characters: int, fits: bool) -> None:
    number = line_of(start)
    text = with_line(number, start + "x" * (characters - len(start)), instead=True)
    if start == "Check against":
        text = text.replace("Check againstx", "Check against ")
    if fits:
        assert len(read(text).parts) == 5
    else:
        assert line_refused(text) == number


@pytest.mark.parametrize(("characters", "fits"), [(499, True), (500, True), (501, False)])
def test_the_title_of_a_part_has_at_most_500_characters(characters: int, fits: bool) -> None:
    number = line_of("Part 1")
    text = with_line(number, "Part 1: " + "x" * characters, instead=True)
    if fits:
        assert len(read(text).parts[0].title) == characters
    else:
        assert line_refused(text) == number


@pytest.mark.parametrize(("excess", "fits"), [(-1, True), (0, True), (1, False)])
def test_a_file_has_at_most_1_mebibyte(excess: int, fits: bool) -> None:
    text = SAMPLE + "\n" * (FILE_BYTES + excess - len(SAMPLE.encode()))
    if fits:
        assert read(text) == read_bytes(text.encode()) == read(SAMPLE)
    else:
        assert refused(text).code == refused(text.encode()).code == "file_too_large"


@pytest.mark.timeout(10)
@pytest.mark.parametrize(
    "line",
    [
        "Session " + "1" * 900_000 + " x",
        "Theme" + " " * 900_000 + "x",
        "Part 1" + "\t" * 900_000 + "x",
        "x" + " " * 900_000 + "x",
        "1" * 900_000 + ".",
    ],
)
def test_a_monstrous_line_is_refused_without_delay(line: str) -> None:
    number = line_of("Caring")
    assert line_refused(with_line(number, line, instead=True)) == number


# There and back


def test_writing_a_report_back_and_reading_it_gives_the_same() -> None:
    report = read(SAMPLE)
    assert read(write(report)) == report
    assert words_of(read(write(report))) == SAMPLE.split()


def test_a_report_that_text_would_change_is_not_written() -> None:
    report = read(SAMPLE)
    captioned = Part("Title", "Caption", [Item("A caption", "Text.")])
    with pytest.raises(Refusal) as caught:
        write(Report("", "", "", "", [captioned, *report.parts[1:]]))
    assert caught.value.code == "not_writable"


_LINE = st.one_of(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(LINES),
    st.from_regex(r"(Part|Theme|Session|Working Session|Check against) ?[0-9IV.]{0,3} ?[-:\u2013]? ?[a-z1-3.]{0,5}"),
    st.from_regex(r"[0-9]{1,4}\.[ \ta-z]{0,6}"),
)
_DAMAGE = st.lists(
    st.tuples(st.sampled_from(["cut", "put", "swap"]), st.integers(0, len(LINES) - 1), _LINE), max_size=5
)


@given(_DAMAGE)
@settings(max_examples=400, deadline=None)
def test_damaged_lines_are_read_or_refused_and_what_is_read_survives_writing(
    damage: list[tuple[str, int, str]],
) -> None:
    lines = list(LINES)
    for kind, place, line in damage:
        place = min(place, len(lines))
        lines[place : place + (kind != "put")] = [] if kind == "cut" else [line]
    _read_or_refuse("\n".join(lines))


@given(
    st.lists(st.tuples(st.integers(0, len(SAMPLE)), st.integers(0, 40), st.text(max_size=4)), min_size=1, max_size=4)
)
@settings(max_examples=400, deadline=None)
def test_damaged_characters_are_read_or_refused(damage: list[tuple[int, int, str]]) -> None:
    text = SAMPLE
    for place, length, new in damage:
        text = text[:place] + new + text[place + length :]
    _read_or_refuse(text)


@given(st.binary(max_size=200), st.integers(0, len(SAMPLE.encode())))
@settings(max_examples=200, deadline=None)
def test_damaged_bytes_are_read_or_refused(new: bytes, place: int) -> None:
    data = SAMPLE.encode()
    for damaged in (new, data[:place] + new + data[place:], data[:place] + new):
        try:
            report = read_bytes(damaged)
        except Refusal:
            continue
        assert read(write(report)) == report


def _read_or_refuse(text: str) -> None:
    try:
        report = read(text)
    except Refusal as refusal:
        if refusal.code == "not_five_part":
            line = refusal.facts["line"]
            assert isinstance(line, int)
            assert 1 <= line <= len(re.split(r"\r\n|\r|\n", text))
        return
    assert len(report.parts) == 5
    assert read(write(report)) == report


# The body of the command


def test_the_command_carries_title_theme_with_session_note_and_parts() -> None:
    body = five_part.as_command(read(SAMPLE))
    assert list(body) == ["title", "theme", "note", "parts"]
    assert body["title"] == "Caring for migrant workers when a country closes overnight"
    assert body["theme"] == "Theme 2: Safety and dignity of people on the move \u00b7 Round Table 2.4"
    assert body["note"] == "Check against final (14.03.2027)"
    parts = body["parts"]
    assert isinstance(parts, list)
    assert parts[4] == {
        "title": "Message to the ministers",
        "caption": "The single proposal to be carried to the ministerial meeting",
        "paragraphs": [{"caption": "", "text": read(SAMPLE).parts[4].paragraphs[0].text}],
    }


@pytest.mark.parametrize(
    ("report", "title", "theme"),
    [
        (Report("T", "Theme: x", "", ""), "T", "Theme: x"),
        (Report("T", "", "Session 1", ""), "T", "Session 1"),
        (Report("", "Theme: x", "Session 1", ""), "Session 1", "Theme: x"),
        (Report("", "Theme: x", "", ""), "Theme: x", ""),
        (Report("", "", "", ""), "", ""),
    ],
)
def test_a_report_without_a_title_goes_by_its_session_or_its_theme(report: Report, title: str, theme: str) -> None:
    body = five_part.as_command(report)
    assert (body["title"], body["theme"]) == (title, theme)
