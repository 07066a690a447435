"""The tables of a catalogue: which words each of them has."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict

from bot.domain.command import COMMAND_KINDS, CommandKind
from bot.domain.digest import FallbackReason
from bot.domain.evidence import Lack


class Strict(BaseModel):
    """A table of a catalogue: one that lacks a word, or has one too many, does not load."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def each(names: Iterable[str]) -> AfterValidator:
    """A table with a word for each of the names."""
    wanted = {str(name) for name in names}

    def check(table: dict[str, str]) -> dict[str, str]:
        if lacking := wanted.symmetric_difference(table):
            raise ValueError(f"missing or unknown: {', '.join(sorted(lacking))}")
        return table

    return AfterValidator(check)


class ProvenanceWords(Strict):
    """Parts of the line that says where an entry's words come from."""

    llm: str
    lacking: Annotated[dict[Lack, str], each(Lack)]
    extractive: str
    verbatim: str
    sample: str
    imported: str
    checked: str
    dropped: str
    withdrawn: str
    fallback: Annotated[dict[FallbackReason, str], each(FallbackReason)]


class AnswerWords(Strict):
    """What is said around an answer."""

    no_model: str
    no_model_sample: str
    no_passage: str
    not_in_paper: str
    which_paper: str
    no_papers: str
    no_such_number: str
    empty_question: str
    prompt: str
    judged: str
    helped: str
    did_not_help: str
    not_in_abstract: str
    nearest: str
    beyond: str
    model_failed: str
    budget: str
    cut_off: str
    reading: str
    too_long: str
    restarted: str
    two_at_most: str


class CommandHelp(Strict):
    """How a command is written, what it does, and an example that works."""

    usage: str
    does: str
    example: str


class CommandWords(Strict):
    """What commands answer."""

    title: str
    example: str
    short_forms: str
    privacy: str
    privacy_model: str
    privacy_more: str
    help: Annotated[dict[CommandKind, CommandHelp], each(COMMAND_KINDS)]
    found: str
    found_none: str
    status: str
    model_use: str
    budget_left: str
    no_budget: str
    papers_kept: str
    last_digest: str
    no_digest: str
    questions: str
    retention: str
    forgotten: str
    none_forgotten: str
    there: str
    open_there: str
    under_way: str
    taken_down: str
    not_posted: str
    show_live: str
    post_here: str


class ChatWords(Strict):
    """What is said around messages where people chat, and in an app's own pages there."""

    working: str
    not_here: str
    no_link: str
    write_question: str
    share: str
    shared: str
    invite: str
    removed: str
    not_ours: str
    who_may_remove: str
    confirm_removal: str
    remove: str
    what_to_write: str
    home_coming: str
    home_usage: str
    greeting: str
    ask_idea: str
    ask_gain: str
    ask_code: str
    ask_help: str


class ModalWords(Strict):
    """What stands in a form that takes a question."""

    question: str
    send: str
    cancel: str
    example: str
