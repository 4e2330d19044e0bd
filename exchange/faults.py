"""What is wrong with a folder of files, told so that its sender can put it right."""

from dataclasses import dataclass

LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Fault:
    """One thing to put right: where it stands, what is wrong and what would be right."""

    file: str
    line: int  # where the record begins; 0 is the file as a whole
    column: str
    sentence: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line} {self.column}" if self.line else self.file
        return f"{place}: {self.sentence}"


def shown(value: str) -> str:
    """Return a value of a file as a message may hold it: in quotes, short, and on one line."""
    short = value if len(value) <= LONGEST_SHOWN else value[:LONGEST_SHOWN] + "…"
    plain = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in short)
    return f"“{plain}”"


class Slip(Exception):
    """A row says what cannot be; caught where the file and the line are known."""

    def __init__(self, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.column, self.sentence = column, sentence
