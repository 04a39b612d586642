"""Refuse files that say where packages are downloaded from: that is for each machine's own settings to say.

A lock that names versions and hashes is enough, and works behind any mirror.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOT_OURS = {".git", ".venv", "node_modules", "var", "dist", "build", "__pycache__"}

# Names of hosts of package registries. Each stands before a dot here only by way of the pattern.
REGISTRY = re.compile(r"[\w.-]*(?:pypi|pythonhosted|npmjs|yarnpkg)\w*\.(?:org|com|dev)\b")
ADDRESS = re.compile(r"\w+://")
INDEX = re.compile(r"index-url|find-links|trusted-host|^\s*registry\s*=", re.MULTILINE)


def addresses(file: Path) -> list[str]:
    """What in a file says where packages come from, as `line: words`."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return []
    name = file.relative_to(ROOT).as_posix()
    patterns = [REGISTRY]
    if name.startswith("requirements/"):
        patterns.append(ADDRESS)
    if name.startswith("requirements/") or file.name in {"pyproject.toml", ".npmrc"}:
        patterns.append(INDEX)
    if file.name == "package-lock.json":
        patterns.append(re.compile(r'"resolved": "[a-z+]+://'))
    return [
        f"{name}:{text.count(chr(10), 0, found.start()) + 1}: {found.group().strip()}"
        for pattern in patterns
        for found in pattern.finditer(text)
    ]


def our_files(folder: Path) -> list[Path]:
    """Every file below a folder that is not built, installed or data."""
    files: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            if entry.name not in NOT_OURS and not entry.name.endswith("_cache"):
                files += our_files(entry)
        elif entry.is_file():
            files.append(entry)
    return files


def main() -> None:
    """Print each place, and fail when there is one."""
    found = [line for file in our_files(ROOT) for line in addresses(file)]
    if found:
        sys.exit("These lines say where packages are downloaded from; remove the address:\n  " + "\n  ".join(found))


if __name__ == "__main__":
    main()
