"""Where sentences end, by nltk's English model: the part of its word tokenizer that needs data.

The data, four files called punkt_tab, are looked for in nltk's own folders and in installed packages that
carry them. They and nltk's version decide digits of BLEU, so other ones are refused.
"""

from functools import lru_cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.domain.errors import WorkbenchError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from nltk.tokenize.punkt import PunktSentenceTokenizer

NEWEST_NLTK = (3, 9, 2)
"""Later versions split dashes, apostrophes and quotes otherwise, which moves BLEU by up to a tenth."""

_PLACE = Path("tokenizers/punkt_tab/english")
_CARRIERS = (("llama_index", "core/_static/nltk_cache"),)
_FILES = {
    "abbrev_types.txt": "92a3e070f43d9b4c5534758ca40ad7343b04e7e29bfe0c2eb658a39445a4f779",
    "collocations.tab": "8e2da1225e4dd2cc9dba261ee231ccb134859e21b46006e7f472c5ee269af0cf",
    "ortho_context.tab": "4bbcca25ed3d3f06c02402abf8419b9f033b8adc06e7b482eca4e45f81a5dc4c",
    "sent_starters.txt": "f3f8535483e1dba487241b764945168123bca3209a9645e59acd1225dc76edac",
}


def data_folder() -> Path:
    """The folder of the English punkt_tab, or a WorkbenchError that says how to get it."""
    for folder in _folders():
        if all((folder / name).is_file() for name in _FILES):
            for name, expected in _FILES.items():
                if sha256((folder / name).read_bytes()).hexdigest() != expected:
                    raise WorkbenchError(
                        f"{folder / name} is not the file that the paper's BLEU was computed with. Remove "
                        'the folder punkt_tab there and fetch it again: python -c "import nltk; '
                        "nltk.download('punkt_tab')\"."
                    )
            return folder
    raise WorkbenchError(
        "The paper's BLEU needs nltk's English sentence data, punkt_tab, and it is not on this machine. "
        'Install the package extra "paper", or fetch it: '
        "python -c \"import nltk; nltk.download('punkt_tab')\"."
    )


def _folders() -> "Iterator[Path]":
    # Heavy, and wanted only when free text is scored.
    import nltk.data  # noqa: PLC0415

    for root in nltk.data.path:
        yield Path(root) / _PLACE
    for package, inside in _CARRIERS:
        spec = find_spec(package)  # of a package at the top, so that nothing of it is imported
        for root in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(root) / inside / _PLACE


@lru_cache(maxsize=1)
def splitter() -> "PunktSentenceTokenizer":
    """nltk's sentence tokenizer with the English data."""
    import nltk  # noqa: PLC0415
    from nltk.tokenize.punkt import PunktSentenceTokenizer, load_punkt_params  # noqa: PLC0415

    version = tuple(int(part) for part in nltk.__version__.split(".")[:3])
    if version > NEWEST_NLTK:
        raise WorkbenchError(
            f"nltk {nltk.__version__} splits words otherwise than the version behind the paper's BLEU. "
            'Install an older one: pip install "nltk<=3.9.2".'
        )
    tokenizer = PunktSentenceTokenizer()
    tokenizer._params = load_punkt_params(str(data_folder()))
    return tokenizer
