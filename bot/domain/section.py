"""The six sections of a digest entry, a discriminated union on `kind`."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from bot.domain.base import Model, Prose
from bot.domain.evidence import Scope


class Sentence(Model):
    """A sentence of a section and the ids of the claims it rests on."""

    text: Prose
    claims: tuple[int, ...] = ()


class AbsenceReason(StrEnum):
    """Why a section holds no sentence."""

    NEEDS_MODEL = "needs_model"
    NOT_STATED = "not_stated"
    TOO_SHORT = "too_short"
    NOTHING_CHECKED = "nothing_checked"
    IMPORTED = "imported"


class Absence(Model):
    """Said where the reader looks for the section; `text` only for an imported one, as it stood."""

    reason: AbsenceReason
    text: Prose | None = None

    @model_validator(mode="after")
    def _text_only_when_imported(self) -> Self:
        if (self.text is not None) != (self.reason is AbsenceReason.IMPORTED):
            raise ValueError("an imported absence has the text that stood there, no other has one")
        return self


class _Section(Model):
    sentences: Annotated[tuple[Sentence, ...], Field(max_length=60)] = ()
    absent: Absence | None = None

    @model_validator(mode="after")
    def _filled_or_absent(self) -> Self:
        if bool(self.sentences) == (self.absent is not None):
            raise ValueError("a section has either sentences or the reason why it has none")
        return self


class OneLineSummary(_Section):
    """One line: what it is and why it matters."""

    kind: Literal["one_line"] = "one_line"


class KeyPoints(_Section):
    """A list of what is new or found."""

    kind: Literal["key_points"] = "key_points"


class DeveloperView(_Section):
    """Advice: what it means to someone who builds things."""

    kind: Literal["developer_view"] = "developer_view"


class Applications(_Section):
    """A list of advice: what to try."""

    kind: Literal["applications"] = "applications"


class Risks(_Section):
    """A list of the limits and risks that the paper states."""

    kind: Literal["risks"] = "risks"


class Details(_Section):
    """A paragraph; its heading says how much was read."""

    kind: Literal["details"] = "details"
    scope: Scope


Section = Annotated[
    OneLineSummary | KeyPoints | DeveloperView | Applications | Risks | Details,
    Field(discriminator="kind"),
]
_ADAPTER: TypeAdapter[Section] = TypeAdapter(Section)
SECTION_ORDER = ("one_line", "key_points", "developer_view", "applications", "risks", "details")


def make_section(
    kind: str,
    *,
    sentences: tuple[Sentence, ...] = (),
    absent: Absence | None = None,
    scope: Scope = Scope.ABSTRACT,
) -> Section:
    """The section of a kind, for code that walks over all of them. `scope` is of the details."""
    extra = {"scope": scope} if kind == "details" else {}
    return _ADAPTER.validate_python(
        {"kind": kind, "sentences": sentences, "absent": absent, **extra}
    )
