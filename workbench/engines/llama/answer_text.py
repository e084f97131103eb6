"""Text of an answer as its tokens come: never part of a character, never part of a stop text."""

import codecs


class AnswerText:
    """Collects the bytes of tokens and gives out what is certain."""

    def __init__(self, stop: tuple[str, ...] = ()) -> None:
        # A model can write bytes that are no character; they are shown as U+FFFD, as elsewhere.
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._stop = tuple(text for text in stop if text)
        self._held = ""
        self._given: list[str] = []
        self.length = 0
        """Code points read so far, held ones and stop texts too."""
        self.stopped = False
        """Whether a stop text came; it and what follows it is not part of the answer."""

    @property
    def text(self) -> str:
        """Everything given out so far."""
        return "".join(self._given)

    def add(self, piece: bytes) -> str:
        """Take the bytes of one token; the text that is now certain, which may be none."""
        if self.stopped:
            return ""
        read = self._decoder.decode(piece)
        self.length += len(read)
        self._held += read
        ends = [at for stop in self._stop if (at := self._held.find(stop)) >= 0]
        self.stopped = bool(ends)
        return self._give(min(ends) if ends else len(self._held) - self._doubtful())

    def end(self) -> str:
        """The rest. Bytes of a character that was never finished are no text and are left out."""
        return "" if self.stopped else self._give(len(self._held))

    def _give(self, length: int) -> str:
        given, self._held = self._held[:length], self._held[length:]
        if given:
            self._given.append(given)
        return given

    def _doubtful(self) -> int:
        """Length of the longest end of the held text with which a stop text begins."""
        for length in range(min(len(self._held), max(map(len, self._stop), default=1) - 1), 0, -1):
            if any(stop.startswith(self._held[-length:]) for stop in self._stop):
                return length
        return 0
