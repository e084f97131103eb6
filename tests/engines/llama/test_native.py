"""llama.cpp's failures become errors that say what is wrong and what to do."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.engines.conftest import MakeEngine
from tests.engines.tiny_model import write_model
from workbench.domain.errors import EngineMemoryError, ModelFileError, UnsupportedModelError
from workbench.engines.llama.client import LlamaEngine
from workbench.engines.llama.settings import LlamaSettings


def load(path: Path, **settings: object) -> LlamaEngine:
    """Load, and close whatever came of it."""
    with LlamaEngine(path, LlamaSettings(**settings)) as engine:  # type: ignore[arg-type]
        list(engine.load())
    return engine


def test_an_unknown_architecture_is_named(tmp_path: Path) -> None:
    """A newer model on an older program."""
    path = write_model(tmp_path / "new.gguf", architecture="frobnicator")
    with pytest.raises(UnsupportedModelError, match=r"new\.gguf.*frobnicator"):
        load(path)


def test_an_unknown_tokenizer_is_named(tmp_path: Path) -> None:
    """The same with a vocabulary of tomorrow."""
    path = write_model(tmp_path / "new.gguf", pre="of-tomorrow")
    with pytest.raises(UnsupportedModelError, match="of-tomorrow"):
        load(path)


@pytest.mark.parametrize("content", [b"", b"no model at all", b"GGUF\x03\x00"])
def test_a_file_that_is_no_model_is_refused(tmp_path: Path, content: bytes) -> None:
    """Before a process is started."""
    path = tmp_path / "bad.gguf"
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match=r"bad\.gguf"):
        load(path)


def test_a_cut_off_file_is_refused(tmp_path: Path, tiny_model: Path) -> None:
    """With how much is missing."""
    path = tmp_path / "cut.gguf"
    path.write_bytes(tiny_model.read_bytes()[:300_000])
    with pytest.raises(ModelFileError, match="455744 bytes"):
        load(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """With its path."""
    with pytest.raises(ModelFileError, match=r"gone\.gguf"):
        load(tmp_path / "gone.gguf")


def test_what_llama_cpp_refuses_is_quoted(tmp_path: Path, tiny_model: Path) -> None:
    """Our own check passes, and a tensor has another name than the architecture needs."""
    path = tmp_path / "odd.gguf"
    content = tiny_model.read_bytes()
    assert b"blk.1.attn_q.weight" in content
    path.write_bytes(content.replace(b"blk.1.attn_q.weight", b"blk.1.attn_z.weight"))
    with pytest.raises(ModelFileError, match=r"odd\.gguf.*attn_q"):
        load(path)


def test_an_absurd_context_is_refused_beforehand(make_engine: MakeEngine, slow_model: Path) -> None:
    """No process is started, and the message says how much would be needed."""
    engine = make_engine(slow_model, context=100_000_000)
    with pytest.raises(EngineMemoryError, match=r"needs about .* GB"):
        list(engine.load())
    assert engine.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="needs ulimit")
def test_memory_that_is_not_there_after_all(slow_model: Path) -> None:
    """The estimate says yes, the system says no: a typed error, and a smaller context works."""
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from workbench.domain.errors import EngineMemoryError\n"
        "from workbench.engines.llama import plan\n"
        "from workbench.engines.llama.client import LlamaEngine\n"
        "from workbench.engines.llama.settings import LlamaSettings\n"
        "if __name__ == '__main__':\n"
        "    path = Path(sys.argv[1])\n"
        "    try:\n"
        "        list(LlamaEngine(path, LlamaSettings(context=300_000)).load())\n"
        "    except EngineMemoryError as error:\n"
        "        print(error)\n"
        "    with LlamaEngine(path, LlamaSettings(context=512)) as engine:\n"
        "        print('loaded', list(engine.load())[-1].fraction)\n"
    )
    done = subprocess.run(
        ["bash", "-c", 'ulimit -v 2000000; exec "$@"', "bash", sys.executable, "-c", code, str(slow_model)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert "do not fit in memory" in done.stdout
    assert "loaded 1.0" in done.stdout
