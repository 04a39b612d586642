"""The command line, as somebody at a terminal meets it."""

import json
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests

from deliberate import upkeep
from deliberate.config import Config, from_environment
from deliberate.store.db import Database
from tests.cast import GROUP, Room
from tests.conftest import SHARED
from tests.databases import copied
from tests.serving import ROOT, Serving, environment, run, serving

SAMPLE = Path(__file__).parent / "documents/sample.txt"
SEEDS = sorted((SHARED / "seeds").glob("*.txt"))


@pytest.fixture
def var(tmp_path: Path) -> Path:
    """A folder for a site that is not there yet."""
    return tmp_path


@pytest.fixture
def begun(founded: tuple[Path, Room], tmp_path: Path) -> Path:
    """A site with the cast's group, and Ada as its one administrator."""
    copied(founded[0], tmp_path / "deliberate.db")
    return tmp_path


def printed(var: Path, *arguments: str, **more: str) -> str:
    """What a command prints when all goes well."""
    done = run(var, *arguments, **more)
    assert done.status == 0, done.err
    return done.out


def refused(var: Path, *arguments: str, **more: str) -> str:
    """The one sentence of a command that is refused: on standard error, with exit status 2, and nothing else."""
    done = run(var, *arguments, **more)
    assert done.status == 2
    assert done.out == ""
    assert len(done.err.strip().splitlines()) == 1, done.err
    return done.err.strip()


DESCRIBED = {"title": "Harbours", "mandate": "", "timezone": "UTC", "language": "en", "public": True}


# A site begins


def test_it_is_a_command_and_a_module(var: Path) -> None:
    command = [sys.executable, "-m", "deliberate", "--version"]
    done = subprocess.run(command, env={**environment(var), "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"\d+\.\d+\.\d+", done.stdout)


def test_init_makes_the_first_administrator_once(var: Path) -> None:
    told = printed(var, "init", "--email", "ada@site.test", "--name", "Ada")
    assert re.search(r"^http://127\.0\.0\.1:8000/join/[\w-]{32}$", told, re.MULTILINE)
    assert refused(var, "init", "--email", "eve@site.test", "--name", "Eve") == (
        "This site already has an administrator."
    )
    assert printed(var, "doctor") == "All is well.\n"


def test_init_wants_an_address(var: Path) -> None:
    assert "email" in refused(var, "init", "--email", "nobody", "--name", "Ada")


def test_what_the_site_keeps_is_its_owners_alone(var: Path) -> None:
    printed(var, "init", "--email", "ada@site.test", "--name", "Ada")
    printed(var, "backup", "copy.db")
    for name in ("deliberate.db", "secret", "copy.db"):
        assert (var / name).stat().st_mode & 0o077 == 0, name


def test_the_link_begins_with_where_the_site_is_reached(var: Path) -> None:
    site = "https://deliberate.example.org"
    told = printed(var, "init", "--email", "ada@site.test", "--name", "Ada", DELIBERATE_BASE_URL=site)
    assert f"{site}/join/" in told


# Documents


def test_a_report_is_imported_and_exported_again(begun: Path) -> None:
    told = printed(begun, "import", str(SAMPLE), "--group", GROUP)
    assert re.fullmatch(r"Statement 1: 5 parts, \d+ paragraphs\.\n", told)
    text = printed(begun, "export", GROUP)
    title = next(line for line in SAMPLE.read_text().splitlines() if line.startswith("Theme"))
    assert title in text
    assert printed(begun, "export", GROUP, "--format", "txt") == text
    page = printed(begun, "export", GROUP, "--format", "html")
    assert "<html" in page
    assert "doctype html" in page.lower()
    assert printed(begun, "doctor") == "All is well.\n"


@pytest.mark.skipif(not SEEDS, reason="the real documents are not beside the checkout")
def test_a_real_report_is_imported_whole(begun: Path) -> None:
    seed = next(file for file in SEEDS if file.name.startswith("000_"))
    printed(begun, "import", str(seed), "--group", GROUP)
    exported = printed(begun, "export", GROUP)
    for word in seed.read_text().split():
        assert word in exported


@pytest.mark.skipif(not SEEDS, reason="the real documents are not beside the checkout")
def test_a_real_file_of_another_shape_is_refused_with_its_line(begun: Path) -> None:
    seed = next(file for file in SEEDS if file.name.startswith("002_"))
    assert re.match(r"Line \d+: ", refused(begun, "import", str(seed), "--group", GROUP))


def test_a_file_of_another_shape_is_refused_with_its_line_and_nothing_is_stored(begun: Path) -> None:
    lines = SAMPLE.read_text().splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith("Part 3"))
    broken = begun / "broken.txt"
    broken.write_text("\n".join([*lines[:at], *lines[at + 1 :]]))
    before = (begun / "deliberate.db").read_bytes()
    assert re.match(r"Line \d+: ", refused(begun, "import", str(broken), "--group", GROUP))
    assert refused(begun, "export", GROUP) == "There is no such statement to report on."
    assert (begun / "deliberate.db").read_bytes() == before


@pytest.mark.parametrize(
    ("content", "says"),
    [(None, "No such file"), (b"", "Line 1"), (b"\xff\xfe\x00", ""), (b"\x00" * 100, "")],
)
def test_a_file_that_cannot_be_read_is_refused(content: bytes | None, says: str, begun: Path) -> None:
    file = begun / "file.txt"
    if content is not None:
        file.write_bytes(content)
    assert says in refused(begun, "import", str(file), "--group", GROUP)


def test_an_unknown_group_is_refused(begun: Path) -> None:
    none = "There is no such group."
    assert refused(begun, "import", str(SAMPLE), "--group", "atlantis") == none
    assert refused(begun, "export", "atlantis") == none
    assert refused(begun, "give", "atlantis", "agenda.add", '{"title": "A"}') == none


# Commands


def test_a_command_is_given_under_a_named_actor(begun: Path) -> None:
    scheduled = ("sitting.schedule", '{"title": "First", "starts_at": "2026-03-02T09:00:00Z"}')
    assert json.loads(printed(begun, "give", GROUP, *scheduled, "--as", "Clara@site.test")) == {"sitting": 1}
    assert "This is for" in refused(begun, "give", GROUP, "agenda.add", '{"title": "A"}', "--as", "gita@site.test")
    assert "nobody@site.test" in refused(begun, "give", GROUP, *scheduled, "--as", "nobody@site.test")


def test_a_command_of_the_site_gives_a_whole_link(begun: Path) -> None:
    made = json.loads(printed(begun, "give", "site", "account.invite", '{"email": "z@site.test", "name": "Zoe"}'))
    assert made["link"].startswith("http://127.0.0.1:8000/join/")


@pytest.mark.parametrize("data", ["", "{", "[" * 50_000, "{} {}"])
def test_data_that_is_not_json_is_refused(data: str, begun: Path) -> None:
    assert refused(begun, "give", GROUP, "agenda.add", data).startswith("DATA is not JSON: ")


@pytest.mark.parametrize("data", ["[]", "null", '{"title": 1}', '{"title": "A", "colour": "red"}'])
def test_data_of_another_shape_is_refused(data: str, begun: Path) -> None:
    assert refused(begun, "give", GROUP, "agenda.add", data).startswith("Please correct: ")


def test_every_command_is_listed_with_its_rule(var: Path) -> None:
    told = " ".join(printed(var, "commands").split())
    assert "floor.ask" in told
    assert "its holder is away" in told, "each with its rule"
    assert "\x1b[" not in told


def test_a_vote_is_counted_from_a_file(var: Path) -> None:
    case = {
        "id": "one",
        "rule": {
            "weighting": "equal",
            "tests": [
                {"scope": "all", "choice": "for", "measure": "heads", "base": "for_against", "more_than": "1/2"}
            ],
        },
        "electorate": [{"seat": "G-1", "side": "governments"}, {"seat": "O-1", "side": "others"}],
        "ballots": [{"seat": "G-1", "choice": "for"}],
    }
    (var / "case.json").write_text(json.dumps(case))
    assert "one: adopted" in printed(var, "count", "case.json")
    (counted,) = json.loads(printed(var, "count", "case.json", "--json"))
    assert counted["outcome"] == "adopted"
    (var / "case.json").write_text(json.dumps({**case, "ballots": [{"seat": "G-9", "choice": "for"}]}))
    assert refused(var, "count", "case.json").startswith("case.json: case \"one\": ")


def test_seats_are_shared_from_a_file(var: Path) -> None:
    assert refused(var, "seats", "plan.json").startswith("plan.json: ")
    assert "--seed" in printed(var, "seats", "--help")


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("serve", "--help"), ("give", "--help")])
def test_help_is_given(arguments: tuple[str, ...], var: Path) -> None:
    assert printed(var, *arguments)


@pytest.mark.parametrize("arguments", [("dance",), ("serve", "--port", "x"), ("export",), ("restore", "nothing")])
def test_what_it_does_not_understand_it_says(arguments: tuple[str, ...], var: Path) -> None:
    done = run(var, *arguments)
    assert done.status == 2
    assert "Error: " in done.err


# Settings


@pytest.mark.parametrize(
    ("setting", "value", "says"),
    [
        ("DELIBERATE_SECRET", "short", "DELIBERATE_SECRET"),
        ("DELIBERATE_BASE_URL", "deliberate.example.org", "DELIBERATE_BASE_URL"),
        ("DELIBERATE_PROXIES", "one", "DELIBERATE_PROXIES"),
        ("SMTP_URL", "mail.example.org", "DELIBERATE_SMTP_URL"),
        ("DATABASE_URL", "nonsense", "The database cannot be used"),
        ("DATABASE_URL", "sqlite:////proc/nothing/here.db", "/proc/nothing"),
        ("DELIBERATE_VAR", "/proc/nothing", "/proc/nothing"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(setting: str, value: str, says: str, var: Path) -> None:
    assert says in refused(var, "init", "--email", "ada@site.test", "--name", "Ada", **{setting: value})


def test_the_doctor_says_what_to_do_where_there_is_nothing(var: Path) -> None:
    done = run(var, "doctor")
    assert done.status == 1
    assert "Run `deliberate init`." in done.out
    assert not (var / "deliberate.db").exists()


def test_the_doctor_warns_of_a_site_without_tls(begun: Path) -> None:
    done = run(begun, "doctor", DELIBERATE_BASE_URL="http://deliberate.example.org")
    assert done.status == 1
    assert "Use https." in done.out


def test_a_port_that_is_taken_is_said_before_anything_is_done(var: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        for command in (("serve",), ("demo", "--fresh")):
            assert f"127.0.0.1:{port}" in refused(var, *command, PORT=port)
    assert not (var / "deliberate.db").exists()


# Backup and restore


def test_a_backup_is_taken_while_the_server_runs_and_put_back_when_it_does_not(begun: Path) -> None:
    description = json.dumps({**DESCRIBED, "title": "Before"})
    printed(begun, "give", GROUP, "group.update", description)
    with serving(begun) as server:
        printed(begun, "backup", "copy.db")
        server.as_person(None).get("snapshot")
        printed(begun, "give", GROUP, "group.update", json.dumps({**DESCRIBED, "title": "After"}))
        assert server.as_person(None).get("snapshot")["records"]["group/1"]["title"] == "After"
        assert refused(begun, "restore", "copy.db") == "The database is in use. Stop the server first."
        assert server.as_person(None).get("snapshot")["records"]["group/1"]["title"] == "After"
    printed(begun, "restore", "copy.db")
    assert title_of(begun) == "Before"
    assert printed(begun, "doctor") == "All is well.\n"
    printed(begun, "restore", "deliberate.db.before")
    assert title_of(begun) == "After", "what was there was kept, and can itself be put back"


def title_of(var: Path) -> str:
    with closing(sqlite3.connect(var / "deliberate.db")) as database:
        return str(database.execute("SELECT title FROM groups").fetchone()[0])


def test_a_backup_overwrites_nothing_and_needs_something(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    (begun / "copy.db").write_text("mine")
    assert refused(begun, "backup", "copy.db") == "copy.db exists. Choose another name."
    assert (begun / "copy.db").read_text() == "mine"
    assert "no/where" in refused(begun, "backup", "no/where/copy.db")
    assert "There is no database" in refused(tmp_path_factory.mktemp("none"), "backup", "copy.db")


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 500])
def test_only_a_backup_is_restored(content: bytes, begun: Path) -> None:
    (begun / "copy.db").write_bytes(content)
    before = (begun / "deliberate.db").read_bytes()
    assert "copy.db is not a backup of a site." in refused(begun, "restore", "copy.db")
    assert (begun / "deliberate.db").read_bytes() == before


# The demo


def links(server: Serving) -> list[str]:
    """What the demo prints for people to open."""
    end = time.monotonic() + 5
    while (found := re.findall(r"http://\S+", server.out.read_text())) and len(found) < 8:
        assert time.monotonic() < end, found
        time.sleep(0.02)
    return found


def state(server: Serving) -> dict[str, object]:
    """The room as an observer of the demo sees it."""
    answer = requests.get(f"{server.address}/api/groups/stranded-migrants/snapshot", timeout=10)
    records: dict[str, object] = answer.json()["records"]
    return records


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demo was started once, and stopped."""
    var = tmp_path_factory.mktemp("demo")
    with serving(var, "demo", "--still", "--port", "0"):
        pass
    return var


@pytest.fixture
def demo(staged: Path, tmp_path: Path) -> Path:
    """The same, the test's own."""
    shutil.copytree(staged, tmp_path / "demo")
    return tmp_path / "demo"


def test_the_demo_prints_eight_links_that_work_and_stops_when_asked(demo: Path) -> None:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port = str(asked.getsockname()[1])
    with serving(demo, "demo", "--still", PORT=port) as server:
        assert server.address == f"http://127.0.0.1:{port}"
        found = links(server)
        assert len(found) == 8
        for link in found:
            with requests.Session() as visitor:
                page = visitor.get(link, timeout=10)
                assert page.status_code == 200, link
                surface = "gallery" if link.endswith("/gallery") else "room"
                assert f'"surface":"{surface}"' in page.text
        assert requests.get(found[0][:-4] + "0000", timeout=10).status_code == 404

def test_a_second_run_goes_on_with_the_same_data_and_a_fresh_one_starts_over(demo: Path) -> None:
    chair = ("--as", "chair@demo.example")
    with serving(demo, "demo", "--still", "--port", "0") as first:
        printed(demo, "give", "stranded-migrants", "agenda.add", '{"title": "Other business"}', *chair)
        assert refused(demo, "demo", "--fresh", "--port", "0") == "The database is in use. Stop the server first."
        quiet = state(first)
        assert "Other business" in str(quiet)
    with serving(demo, "demo", "--still", "--port", "0") as second:
        assert state(second) == quiet
    with serving(demo, "demo", "--still", "--fresh", "--port", "0") as fresh:
        assert "Other business" not in str(state(fresh))
    assert printed(demo, "doctor") == "All is well.\n"


def test_a_site_is_founded_whole_or_not_at_all(var: Path) -> None:
    config = from_environment({"DELIBERATE_VAR": str(var)})

    def stop_half_way(database: Database, _: Config) -> None:
        Room(database).do_site(None, "site.begin", email="ada@site.test", name="Ada")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        upkeep.prepare(config, stop_half_way)
    assert [file.name for file in var.iterdir()] == ["secret"]
    printed(var, "init", "--email", "ada@site.test", "--name", "Ada")


def test_the_living_demo_lives_and_stops_when_asked(demo: Path) -> None:
    with serving(demo, "demo", "--port", "0") as server:
        before = state(server)
        end = time.monotonic() + 30
        while state(server) == before:
            assert time.monotonic() < end, "nobody acts"
            time.sleep(0.2)


def test_the_demo_leaves_a_site_alone(begun: Path) -> None:
    assert "This database belongs to a site." in refused(begun, "demo", "--still", "--port", "0")
