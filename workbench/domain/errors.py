"""Every error we raise on purpose.

WorkbenchError                  something a person can act on; the message says how
    ProjectError                the project file cannot be used
        ProjectMissingError     there is no such file
        ProjectTooNewError      written by a later version
        ProjectDamagedError     the database is damaged; knows the newest backup
    FormatError                 a file does not follow its format; knows file, line, reason
    UnknownNameError            no such task, run, model or draft; knows what there is
    DraftError                  a draft cannot be given out as it is; names what to correct
    InstrumentError             an instrument cannot be used as it is; names what to correct
    KeyRefusedError             a key of the window cannot be changed like this; says what has it, or why
    EngineError                 a model could not be loaded, reached or kept alive
        ModelFileError          the model file is missing, truncated or not a GGUF file
        UnsupportedModelError   a sound file of an architecture this build cannot run
        UnsupportedSamplingError  this engine cannot answer in the way asked for; says which one can
        EngineMemoryError       the model or its context does not fit in memory
        EngineDiedError         the engine's process ended; knows the signal
        PromptTooLongError      a prompt does not fit; knows both lengths
        EndpointError           a server cannot be reached, or refuses; knows the HTTP status
        BrokenAnswerError       a server's answer broke off half way

Anything else that is raised is a bug and reaches the crash report.
"""

from collections.abc import Sequence
from pathlib import Path


class WorkbenchError(Exception):
    """Something a person can act on. The message names the thing and says what to do."""


class ProjectError(WorkbenchError):
    """The project file cannot be used."""


class ProjectMissingError(ProjectError):
    """There is no project at the given path."""


class ProjectTooNewError(ProjectError):
    """The project was written by a later version of the program."""


class ProjectDamagedError(ProjectError):
    """The database file is damaged."""

    def __init__(self, message: str, newest_backup: Path | None = None) -> None:
        super().__init__(message)
        self.newest_backup = newest_backup


class FormatError(WorkbenchError):
    """A file does not follow its format. Nothing of it was used."""

    def __init__(self, file: Path, reason: str, line: int | None = None) -> None:
        place = f"{file.name}, line {line}" if line is not None else file.name
        super().__init__(f"{place}: {reason}")
        self.file = file
        self.line = line
        self.reason = reason


class UnknownNameError(WorkbenchError):
    """A name that nothing in the project, the catalogue or the folder answers to."""

    def __init__(self, kind: str, name: str, known: Sequence[str] = ()) -> None:
        hint = f" There are: {', '.join(known)}." if known else ""
        super().__init__(f"There is no {kind} named “{name}”.{hint}")
        self.kind = kind
        self.name = name


class DraftError(WorkbenchError):
    """A draft cannot be given out as it is."""


class InstrumentError(WorkbenchError):
    """An instrument cannot be used, kept or combined as it is."""


class KeyRefusedError(WorkbenchError):
    """A key of the window cannot be changed like this. The message says what has it, or why."""


class EngineError(WorkbenchError):
    """A model could not be loaded, reached or kept alive."""


class ModelFileError(EngineError):
    """The model file is missing, truncated or not a GGUF file."""


class UnsupportedModelError(EngineError):
    """The file is sound, but this build of llama.cpp cannot run its architecture."""


class UnsupportedSamplingError(EngineError):
    """This engine cannot answer in the way asked for."""


class EngineMemoryError(EngineError):
    """The model, or the context asked for, does not fit in memory."""


class EngineDiedError(EngineError):
    """The engine's process ended without being asked to. The run can be resumed."""

    def __init__(self, message: str, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.exit_code = exit_code
        """As `multiprocessing` reports it: negative for a signal."""


class PromptTooLongError(EngineError):
    """A prompt and its answer do not fit in the context of one sequence."""

    def __init__(self, prompt_tokens: int, limit: int) -> None:
        super().__init__(
            f"The prompt has {prompt_tokens} tokens and at most {limit} fit beside its answer. "
            "Use fewer shots, a larger context, or the paper's left truncation."
        )
        self.prompt_tokens = prompt_tokens
        self.limit = limit


class EndpointError(EngineError):
    """A server cannot be reached, or answers with an error instead of text."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(message)
        self.status = status
        """The HTTP status; None when there was no answer at all."""


class BrokenAnswerError(EngineError):
    """A server stopped, or stalled, in the middle of an answer. The others are not affected."""
