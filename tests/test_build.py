"""What the set-up rests on: locks that agree, dependencies with reasons, messages that are found."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.catalog import Message

from tools.messages import faults, read_javascript

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PACKAGE = json.loads((ROOT / "package.json").read_text())


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found.group().lower()


def locked(name: str) -> dict[str, str]:
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", (ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE)
    return dict(pins)


def test_each_lock_holds_what_the_project_asks_for() -> None:
    base = {name_of(requirement) for requirement in PROJECT["project"]["dependencies"]}
    groups = PROJECT["dependency-groups"]
    asked = {
        name: {name_of(line) for line in groups[name] if isinstance(line, str)} for name in ("build", "dev", "node")
    }
    assert base <= locked("base").keys()
    assert base | asked["build"] <= locked("build").keys()
    assert base | asked["build"] | asked["dev"] <= locked("dev").keys()
    assert asked["node"] <= locked("node").keys()


@pytest.mark.parametrize(("smaller", "larger"), [("base", "build"), ("build", "dev")])
def test_a_larger_lock_has_the_versions_of_the_smaller(smaller: str, larger: str) -> None:
    assert locked(smaller).items() <= locked(larger).items()


def test_every_direct_dependency_has_its_reason() -> None:
    page = (ROOT / "docs/dependencies.md").read_text()
    explained = {name for row in re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE) for name in row.strip().split(", ")}
    lines = [*PROJECT["project"]["dependencies"]]
    for group in PROJECT["dependency-groups"].values():
        lines += [line for line in group if isinstance(line, str)]
    ours = {name_of(line) for line in lines} | PACKAGE["dependencies"].keys() | PACKAGE["devDependencies"].keys()
    ours |= json.loads((ROOT / "benchmarks/peer/package.json").read_text())["dependencies"].keys()
    assert ours - explained == set()
    assert explained - ours == {"Package"}


def script(folder: Path, source: str) -> Path:
    (folder / "static/src/views").mkdir(parents=True)
    (folder / "static/src/views/floor.js").write_text(source)
    return folder


def test_messages_are_found_in_a_template_inside_a_template(tmp_path: Path) -> None:
    source = """
    const view = (n) => html`<p>${n ? html`<b title=${t("Doesn't wait")}>${t("Ask `now`")}</b>` : ""}
      ${tn("%(n)s seat", "%(n)s seats", n)} ${t("One " + "sentence")} ${t(sentence.say)}</p>`;
    const later = N_("Marked here, shown there");
    """
    found = read_javascript(script(tmp_path, source))
    assert [message["ids"] for message in found.messages] == [
        ["Doesn't wait"],
        ["Ask `now`"],
        ["%(n)s seat", "%(n)s seats"],
        ["One sentence"],
        ["Marked here, shown there"],
    ]
    assert found.unmarked == []


def test_words_that_nobody_can_translate_are_found(tmp_path: Path) -> None:
    source = """
    const view = html`
      <p title="Bare title">${1} bare words ${2}</p>
      <button aria-label="Close">&times;</button>
      <code>G-1</code> <b translate="no">deliberate</b> <a href="/desk">${t("Desk")}</a>`;
    """
    folder = script(tmp_path, source)
    (folder / "templates").mkdir()
    (folder / "templates/room.html").write_text(
        "<title>{{ _('Room') }}</title>\n{% trans %}said{% endtrans %}\n<h1>Plain</h1>\n{# not shown #}"
    )
    unmarked = [(words["file"], words["line"], words["text"]) for words in read_javascript(folder).unmarked]
    assert unmarked == [
        ("static/src/views/floor.js", 3, "Bare title"),
        ("static/src/views/floor.js", 3, "bare words"),
        ("static/src/views/floor.js", 4, "Close"),
        ("templates/room.html", 3, "Plain"),
    ]


def test_a_translation_keeps_the_places_and_the_tags_of_its_message() -> None:
    assert list(faults(Message("%(seat)s asks for the floor", "%(seat)s demande la parole"))) == []
    assert list(faults(Message("%(seat)s asks for the floor", ""))) == []
    assert len(list(faults(Message("%(seat)s asks for the floor", "%(siege)s demande la parole")))) == 1
    assert len(list(faults(Message("<b>now</b>", "maintenant")))) == 1


def test_only_the_form_for_one_may_leave_its_number_out() -> None:
    assert list(faults(Message(("%(n)s seat", "%(n)s seats"), ("un siège", "%(n)s sièges")))) == []
    assert len(list(faults(Message(("%(n)s seat", "%(n)s seats"), ("un siège", "des sièges"))))) == 1
