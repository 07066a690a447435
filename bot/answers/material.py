"""What a question is answered from: papers as they were read, and what was said before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answers.language import language_of
from bot.domain.base import Title, clip
from bot.domain.conversation import Turn
from bot.domain.evidence import Evidence, Lack, Origin, PaperText, Scope, TextForm
from bot.domain.language import Language
from bot.domain.paper import PaperRef

_MOST_HISTORY = 600  # tokens
_LONGEST_TURN = 400  # characters
_PER_TOKEN = 3.5  # characters


def tokens(text: str) -> int:
    """About how many tokens a text has: English has four characters in one, other scripts fewer."""
    wide = sum(character > "\u2e80" for character in text)
    return int((len(text) - wide) / _PER_TOKEN + wide) + 1


@dataclass(frozen=True)
class ReadPaper:
    """A paper as it was read; `ref` is none for a file that is no known paper."""

    ref: PaperRef | None
    text: PaperText

    @property
    def title(self) -> Title:
        """What to call it."""
        return self.text.title or (self.ref.title if self.ref else "Untitled")

    @property
    def language(self) -> Language:
        """The language it is written in."""
        return language_of(" ".join(passage.text for passage in self.text.passages[:3])[:2_000])


@dataclass(frozen=True)
class Asked:
    """A question with its papers, one or two, the language to answer in, and what went before."""

    papers: Sequence[ReadPaper]
    question: str
    language: Language
    history: Sequence[Turn] = ()

    @property
    def title(self) -> Title:
        """The papers' titles."""
        return " · ".join(paper.title for paper in self.papers)[:500]

    @property
    def scope(self) -> Scope:
        """The full text only when every paper's was read."""
        scopes = {paper.text.scope for paper in self.papers}
        return Scope.ABSTRACT if Scope.ABSTRACT in scopes else Scope.FULL_TEXT

    @property
    def form(self) -> TextForm | None:
        """What was read, where that is one thing."""
        forms = {paper.text.form for paper in self.papers}
        return forms.pop() if len(forms) == 1 else None

    @property
    def lacking(self) -> Lack | None:
        """Why the full text of a paper was not read; that its end was not comes second."""
        lacks = [p.text.lacking for p in self.papers if p.text.lacking]
        return max(lacks, key=lambda lack: lack is not Lack.BEGINNING, default=None)

    def told_apart(self, paper: ReadPaper, evidence: Evidence) -> Evidence:
        """A quote with its paper's id where quotes of two papers stand together."""
        named = paper.ref.id if paper.ref and len(self.papers) > 1 else None
        return evidence.model_copy(update={"paper_id": named})

    @property
    def sample(self) -> bool:
        """Whether the text is the bundled day's, which is not the paper's."""
        return any(p.origin is Origin.SAMPLE for paper in self.papers for p in paper.text.passages)

    @property
    def shareable(self) -> bool:
        """Whether the answer may serve others: a thread's first question, about known papers."""
        return not self.history and all(paper.ref for paper in self.papers)

    @property
    def previous(self) -> str:
        """The question before this one; empty for the first."""
        return next((t.text for t in reversed(self.history) if t.author == "person"), "")


def history_lines(history: Sequence[Turn]) -> str:
    """The newest turns that fit, as a prompt shows them; empty when there are none."""
    lines = list(_newest(history))[::-1]
    return "\n".join(["What was said before:", *lines, "", ""]) if lines else ""


def _newest(history: Sequence[Turn]) -> Iterator[str]:
    left = _MOST_HISTORY
    for turn in reversed(history):
        said = clip(turn.text, _LONGEST_TURN)
        line = f"{'Reader' if turn.author == 'person' else 'You'}: {said}"
        left -= tokens(line)
        if left < 0:
            return
        yield line
