"""The house is in order: what the documents promise exists, and what we agreed on holds."""

import ast
import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("api", "graph", "ingest", "ontology", "viz")
MADE = {"build", "data", "dist", "node_modules", "__pycache__"}  # at the top, or anywhere: Python's
TEXTS = {".cfg", ".css", ".csv", ".html", ".js", ".lock", ".md", ".py", ".rq", ".toml", ".ttl"}
TEXTS |= {".trig", ".txt", ".yml", ""}
VAGUE = {"base", "common", "core", "helper", "helpers", "manager", "misc", "tools", "util", "utils"}
# Written with brackets so that this file does not contain what it looks for.
HOSTS = re.compile(r"py[p]i\.org|python[h]osted|registry\.np[m]js|cra[t]es\.io|deb\.d[e]bian", re.I)
MACHINE = re.compile(r"(?<![\w.:/-])/(?:work|tmp|root|home|Users)/")
WORKPLACE = re.compile(r"\b(this|last|next|earlier) session\b|\bissues? #?\d", re.I)
LAND = re.compile(r"hess|wiesbaden|HMSI", re.I)
COPYLEFT = re.compile(r"\b[AL]?GPL|SSPL|Commons Clause|Proprietary", re.I)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict[str, list[str]]:
    """Return the requirements of pyproject.toml: of the service, of development, of peers."""
    table = tomllib.loads(read("pyproject.toml"))
    return {"service": table["project"]["dependencies"], **table["dependency-groups"]}


def requirements() -> list[str]:
    """Return the names of all direct dependencies, spelt as the lock does."""
    lines = [line for group in project().values() for line in group]
    return [re.split(r"[<>=!\[; ]", line)[0].replace("_", "-") for line in lines]


def locked() -> dict[str, str]:
    """Return name → its lines in the lock."""
    text = read("requirements.lock") + read("requirements-bench.lock")
    blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.M)
    return {block.split("==")[0]: block for block in blocks if "==" in block}


def files(suffixes: set[str]) -> Iterator[Path]:
    """Yield our own files: not the made ones, not other people's browser libraries."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        if parts[0] in MADE or (parts[0].startswith(".") and parts[0] != ".ci"):
            continue
        if "__pycache__" in parts or "vendor" in parts or path.suffix not in suffixes:
            continue
        if path.is_file():
            yield path


def modules() -> list[Path]:
    """Return the Python files of the service."""
    return [path for path in files({".py"}) if path.relative_to(ROOT).parts[0] in ROOMS]


def literals() -> Iterator[str]:
    """Yield ``file:line: text`` of each text in the code of the service, docstrings left out."""
    for path in modules():
        tree = ast.parse(path.read_text(encoding="utf-8"), str(path))
        said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node not in said and isinstance(node.value, str):
                yield f"{path.relative_to(ROOT)}:{node.lineno}: {node.value}"


def hits(pattern: re.Pattern[str], suffixes: set[str]) -> list[str]:
    """Return ``file:line: text`` of each line in which the pattern is found."""
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path in files(suffixes)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def test_the_build_server_calls_the_one_check() -> None:
    script = ROOT / ".ci" / "run"
    assert "make --no-print-directory test" in script.read_text(encoding="utf-8")
    assert script.stat().st_mode & 0o111


@pytest.mark.parametrize(
    "pattern", [HOSTS, MACHINE], ids=["no registry host", "no path of one machine"]
)
def test_no_file_names(pattern: re.Pattern[str]) -> None:
    assert hits(pattern, TEXTS) == []


def test_no_document_tells_how_the_work_was_organised() -> None:
    assert hits(WORKPLACE, {".md", ".toml", ".yml"}) == []


def test_files_and_functions_stay_short() -> None:
    long = []
    for path in files({".py"}):
        text = path.read_text(encoding="utf-8")
        if (count := text.count("\n")) > 300:
            long.append(f"{path.relative_to(ROOT)}: {count} lines, at most 300")
        for node in ast.walk(ast.parse(text, str(path))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 50:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}: {length}")
    assert long == []


def test_modules_are_named_after_what_they_hold() -> None:
    assert [str(path.relative_to(ROOT)) for path in modules() if path.stem in VAGUE] == []


def test_only_the_settings_read_the_environment() -> None:
    reading = re.compile(r"\bos\.(environ|getenv)|\bimport (environ|getenv)")
    found = [line for line in hits(reading, {".py"}) if line.split("/")[0] in ROOMS]
    assert [line for line in found if not line.startswith("api/settings.py:")] == []


def test_texts_for_readers_are_not_in_the_code() -> None:
    german = re.compile(r": .*[a-zäöü][äöüÄÖÜß„“]|: .*[äöüÄÖÜß„“][a-zäöü]", re.I | re.S)
    assert [text for text in literals() if german.search(text)] == []


def test_no_land_is_in_the_code() -> None:
    assert [text for text in literals() if LAND.search(text)] == []


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    assert f"## {version}" in read("CHANGELOG.md")
    assert f'softwareVersion: "{version}"' in read("publiccode.yml")


def test_publiccode_has_the_keys_that_the_standard_asks_for() -> None:
    text = read("publiccode.yml")
    top = set(re.findall(r"^([A-Za-z]+):", text, re.M))
    assert top >= {"publiccodeYmlVersion", "name", "url", "platforms", "categories"}
    assert top >= {"developmentStatus", "softwareType", "description", "legal", "maintenance"}
    assert "localisation" in top
    assert "license: EUPL-1.2" in text
    for description in re.findall(r"shortDescription: (.+)", text):
        assert len(description) <= 150


def test_the_licence_is_the_same_everywhere() -> None:
    assert tomllib.loads(read("pyproject.toml"))["project"]["license"] == "EUPL-1.2"
    assert read("LICENSE").startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_every_dependency_has_its_reason_and_licence() -> None:
    rows = set(re.findall(r"^\| ([a-z0-9_-]+) \|", read("docs/dependencies.md"), re.M))
    assert [name for name in requirements() if name not in rows] == []
    assert [name for name in rows if name not in locked()] == []


def test_no_dependency_restricts_what_we_may_do() -> None:
    for name in locked():
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # another platform's
        texts = about.get_all("License-Expression") or []
        texts += [text.partition("\n")[0] for text in about.get_all("License") or []]
        texts += [text for text in about.get_all("Classifier") or [] if "License" in text]
        assert not COPYLEFT.search(" ".join(texts)), name


def test_the_lock_has_a_hash_for_everything_and_no_address() -> None:
    assert [name for name in requirements() if name not in locked()] == []
    assert [name for name, block in locked().items() if "--hash=sha256:" not in block] == []
    assert "://" not in read("requirements.lock") + read("requirements-bench.lock")
    assert "index-url" not in read("requirements.lock") + read("requirements-bench.lock")
