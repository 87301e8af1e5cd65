"""A model is what its SHA-256 says, comes as bytes, and brings neither code nor files of elsewhere."""

from __future__ import annotations

import ast
import io
import pickle
import re
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

import wordpace
from wordpace.errors import VoiceNotInstalled
from wordpace.records import VoiceCard
from wordpace.stores.speech import SpeechFiles
from wordpace.voices.engines import Engines
from wordpace.voices.files import VoiceFiles, read_checked
from wordpace.voices.known import known_voices
from wordpace.voices.kokoro import KokoroVoice
from wordpace.voices.pinned import KnownVoice

SOURCES = sorted(Path(wordpace.__path__[0]).rglob("*.py"))
CARD = VoiceCard("x", "X", "x", "en-US", "us", "female", "Apache-2.0", True, "0")


def field(number: int, content: bytes) -> bytes:
    """A field of a protobuf message; nothing here is longer than 127 bytes times 127."""
    size = len(content)
    return bytes([number << 3 | 2]) + (bytes([size]) if size < 128 else bytes([size & 127 | 128, size >> 7])) + content


def number(number: int, value: int) -> bytes:
    return bytes([number << 3, value])


def model_with_external_data(location: str) -> bytes:
    """An ONNX model whose one tensor says that its content lies in another file."""
    entries = [(b"location", location.encode()), (b"offset", b"0"), (b"length", b"16")]
    external = b"".join(field(13, field(1, key) + field(2, value)) for key, value in entries)
    tensor = number(1, 4) + number(2, 1) + field(8, b"w") + external + number(14, 1)
    node = field(1, b"w") + field(2, b"y") + field(4, b"Identity")
    shape = field(1, number(1, 1) + field(2, field(1, number(1, 4))))
    output = field(1, b"y") + field(2, shape)
    graph = field(1, node) + field(2, b"g") + field(5, tensor) + field(12, output)
    return number(1, 8) + field(7, graph) + field(8, number(2, 17))


@pytest.mark.parametrize("known", known_voices().values(), ids=lambda known: known.card.id)
def test_every_file_of_every_voice_is_pinned(known: KnownVoice) -> None:
    """By size and SHA-256, and so is the model that comes in a package."""
    sums = [file.sha256 for file in known.files] or [known.card.model]
    assert all(re.fullmatch(r"[0-9a-f]{64}", each) for each in sums)
    assert all(file.size > 0 for file in known.files)


def test_a_model_with_one_byte_changed_is_not_loaded(tmp_path: Path) -> None:
    """It is refused before anything looks into it."""
    known = next(each for each in known_voices().values() if each.card.engine == "piper")
    files = VoiceFiles(tmp_path)
    for file in known.files:
        path = tmp_path / file.engine / file.name
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as made:
            made.truncate(file.size)
    with pytest.raises(VoiceNotInstalled, match="damaged"):
        Engines(files).voice(known)


def test_the_model_of_a_package_is_checked_too(tmp_path: Path) -> None:
    """As any other."""
    (tmp_path / "heart.onnx").write_bytes(b"another model")
    with pytest.raises(VoiceNotInstalled, match="damaged"):
        read_checked(tmp_path / "heart.onnx", known_voices()["heart"].card.model)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a file that a model would like to read."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weights.bin").write_bytes(np.arange(4, dtype=np.float32).tobytes())
    return tmp_path


@pytest.mark.parametrize("place", ["weights.bin", "./weights.bin", "/etc/hostname", "../../etc/hostname"])
def test_a_model_of_bytes_reads_no_other_file(elsewhere: Path, place: str) -> None:
    """Even were its sum the pinned one: it has no folder, and the runtime lets it have none."""
    with pytest.raises(Exception, match=r"External data path|model_path must not be empty"):
        onnxruntime.InferenceSession(model_with_external_data(place), providers=["CPUExecutionProvider"])


def test_the_same_model_as_a_file_would_read_it(elsewhere: Path) -> None:
    """That is why every session is made of bytes."""
    Path("model.onnx").write_bytes(model_with_external_data("weights.bin"))
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    assert session.run(None, {})[0].tolist() == [0, 1, 2, 3]


class Harm:
    """What runs as soon as it is unpickled."""

    def __reduce__(self) -> tuple[object, tuple[Path]]:
        return (Path.touch, (Path("harm"),))


def test_pickled_styles_are_bytes_like_any_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A style file is read as numbers: nothing in it runs, and what does not fill rows is an error."""
    monkeypatch.chdir(tmp_path)
    content = io.BytesIO()
    np.save(content, np.array([Harm()], dtype=object), allow_pickle=True)
    for styles in (content.getvalue(), pickle.dumps(Harm())):
        with pytest.raises(ValueError, match=r"multiple|reshape"):
            KokoroVoice(CARD, None, styles[: len(styles) // 4 * 4 + 1])  # type: ignore[arg-type]
    assert not Path("harm").exists()


def test_a_pickle_in_the_speech_cache_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What can't be read is spoken again."""
    monkeypatch.chdir(tmp_path)
    cache = SpeechFiles(tmp_path / "speech", 10**9)
    path = cache._path("ab" * 16)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as made:
        np.savez(made, samples=np.array([Harm()], dtype=object), durations=np.array([Harm()], dtype=object), rate=1)
    assert cache.get("ab" * 16) is None
    assert not Path("harm").exists()


def test_nothing_in_the_package_unpickles() -> None:
    """No pickle, marshal, shelve or torch; numpy's files only with pickles off."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [alias.name for alias in node.names] + [getattr(node, "module", None) or ""]
                assert not {"pickle", "marshal", "shelve", "torch", "joblib", "dill"} & set(names), path
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"np.load", "numpy.load"}:
                assert "allow_pickle=False" in ast.unparse(node), path


def test_every_session_is_made_of_bytes() -> None:
    """A path would let a model find files beside it."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("InferenceSession"):
                assert ast.unparse(node.args[0]).startswith("expose_output(model"), path
