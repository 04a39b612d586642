"""The doctor: nothing to find in a sound site, and a sentence that says what to do for every promise that is broken."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from deliberate import doctor
from deliberate.config import Config, from_environment
from tests.cast import Room
from tests.commands.conftest import Hasty, copy_of

BROKEN: dict[str, tuple[str, str]] = {
    "a seat more on one side": (
        "UPDATE constituencies SET seats = seats + 1 WHERE code = 'civil'",
        "the constituencies of the others have 5 seats, the plan 4 pairs",
    ),
    "fewer pairs than seats": ("UPDATE groups SET pairs = 3", "have 4 seats, the plan 3 pairs"),
    "a row of a seat beyond the plan": (
        "UPDATE seats SET number = 9 WHERE side = 'others' AND number = 4",
        "a row for O-9, which the plan does not have",
    ),
    "a row of a seat that is gone": (
        "DELETE FROM seats WHERE side = 'others' AND number = 4",
        "the row of O-4 is missing",
    ),
    "an entry that is gone": ("DELETE FROM entries WHERE seq = 7 AND journal_id = 2", "Entries were lost or added"),
    "an entry too many": (
        "INSERT INTO entries SELECT journal_id, 9999, at, actor, event, sitting, audience, facts, changes"
        " FROM entries WHERE seq = 7 AND journal_id = 2",
        "Entries were lost or added",
    ),
    "an entry for nobody": (
        "UPDATE entries SET audience = 'everybody' WHERE seq = 7",
        "entry 7 is for nobody we know (everybody)",
    ),
    "an acknowledged entry that is not there": (
        """UPDATE receipts SET answer = '{"ok": true, "seq": 9999, "made": {}}' WHERE id = 3""",
        "entry 9999 was acknowledged and is not there",
    ),
    "a ballot of a stranger": (
        "UPDATE ballots SET seat = 'O-4', audience = 'seat:O-4'",
        "O-4 has a ballot and is not a present seat of its electorate",
    ),
    "a ballot that is seen before the close": (
        "UPDATE ballots SET audience = 'members'",
        "the ballot of G-1 is readable before the close",
    ),
    "a text without its revision": (
        "UPDATE paragraphs SET text = 'Changed.' WHERE id = 1",
        "paragraph 1: its text is not that of its last revision",
    ),
    "a record that the journal tells otherwise": (
        "UPDATE items SET title = 'Changed.' WHERE id = 1",
        "the journal tells another item/1 than the tables have",
    ),
    "two sittings at once": (
        "UPDATE sittings SET state = 'open'",
        "2 sittings are under way at once",
    ),
    "a reference to nothing": ("UPDATE items SET sitting_id = 99 WHERE id = 1", "refers to something that is not in"),
}


@pytest.fixture(scope="module")
def voted(founded: tuple[Path, Room], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Room]:
    """A room in which everything has happened, and a vote is open; made once."""
    file = tmp_path_factory.mktemp("voted") / "deliberate.db"
    room = copy_of(*founded, file, Hasty)
    room.voting()
    room.vote(Gita="for")
    room.do("Clara", "sitting.schedule", title="Next", starts_at=room.now.isoformat())
    room.database.engine.dispose()
    return file, room


@pytest.fixture
def patient(voted: tuple[Path, Room], tmp_path: Path) -> Iterator[Room]:
    """The same, the test's own."""
    room = copy_of(*voted, tmp_path / "deliberate.db", Hasty)
    yield room
    room.database.engine.dispose()


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """The settings of a site that is tried out on this machine."""
    return from_environment({"DELIBERATE_VAR": str(tmp_path)})


def test_a_sound_site_has_nothing_wrong(patient: Room, config: Config) -> None:
    assert doctor.examine(config, patient.database) == []
    patient.close_vote()
    patient.do("Clara", "sitting.close")
    assert doctor.examine(config, patient.database) == []


@pytest.mark.parametrize("what", BROKEN)
def test_it_finds(what: str, patient: Room, config: Config) -> None:
    harm, found = BROKEN[what]
    with patient.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        assert connection.execute(text(harm)).rowcount > 0
        connection.commit()
    findings = doctor.examine(config, patient.database)
    assert any(found in finding for finding in findings), findings
    assert all(finding.endswith(".") for finding in findings), "each says what to do"


def test_a_silence_that_ran_out_and_was_not_adopted_is_found(patient: Room, config: Config) -> None:
    patient.close_vote()
    patient.do("Clara", "sitting.close")
    expires = datetime.now(UTC) + timedelta(days=3)
    patient.do("Clara", "silence.open", title="Shall we meet?", expires_at=expires.isoformat())
    assert doctor.examine(config, patient.database) == []
    with patient.database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.execute(text("UPDATE silences SET expires_at = '2026-03-09 09:00:00.000000'"))
        connection.commit()
    found = doctor.examine(config, patient.database)
    assert (
        "silence procedure 1, round 1: it ran out on 2026-03-09 09:00 UTC, and its text is not adopted yet."
        " Start `deliberate serve`; if it is running, look into its log."
    ) in found


def test_it_warns_of_passwords_that_can_be_read_on_the_way(patient: Room, tmp_path: Path) -> None:
    site = {"DELIBERATE_VAR": str(tmp_path), "DELIBERATE_BASE_URL": "http://deliberate.example.org"}
    (found,) = doctor.examine(from_environment(site), patient.database)
    assert "Use https." in found


def test_a_damaged_file_is_found(patient: Room, config: Config, tmp_path: Path) -> None:
    patient.database.engine.dispose()
    file = tmp_path / "deliberate.db"
    content = bytearray(file.read_bytes())
    start = len(content) // 2
    content[start : start + 40_000] = b"\xff" * 40_000
    file.write_bytes(content)
    findings = doctor.examine(config, patient.database)
    assert any("damaged" in finding for finding in findings), findings
