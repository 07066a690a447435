"""The modal that takes a question about a paper."""

from adapters.discord.hearing.desk import Desk, Interaction, is_direct
from adapters.discord.hearing.incoming import place_of
from adapters.discord.render import QUESTION_INPUT, question_modal
from adapters.discord.wire.acknowledge import acknowledge
from adapters.discord.wire.attempt import attempt
from bot.chat.question_form import Sent, form_about, take
from bot.domain.place import Place
from bot.presentation.heard import line_message

_FORM = "papers_form"


class Modal:
    """Opens it, and hears what is sent. All that it has to remember stands in its `custom_id`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def open(
        self, interaction: Interaction, paper: str, place: Place, *, private: bool
    ) -> None:
        """Open it, which answers the interaction. Raises a `PlatformError`."""
        form = await form_about(self._desk, paper, place)
        thread = "-" if private else place.thread or ""
        modal = question_modal(form.language, form.title, f"{_FORM}:{paper}:{thread}")
        async with attempt("open a modal"):
            await interaction.response.send_modal(modal)

    def is_ours(self, custom_id: str) -> bool:
        """Whether a modal is one of these."""
        return custom_id.startswith(f"{_FORM}:")

    async def submit(self, interaction: Interaction, custom_id: str, text: str) -> None:
        """A question was sent; it is in the store before Discord is told that it has arrived."""
        desk = self._desk
        _, paper, thread = custom_id.split(":", 2)
        private, alone, here = thread == "-", desk.alone(interaction), place_of(interaction)
        if not text.strip():
            await acknowledge(interaction, ephemeral=True)
            line = line_message(desk.words.write_question)
            await desk.show(alone, here, [line], key="line")
            return
        sent = Sent(
            id=f"modal-{interaction.id}",
            text=text,
            paper=paper,
            place=here.model_copy(update={"thread": thread or None}) if not private else here,
            by=str(interaction.user.id),
            name=interaction.user.display_name,
            alone=alone,
            private=private,
        )
        heard = await take(desk, sent)
        shown_alone = private or heard.question is None
        ephemeral = shown_alone and not is_direct(interaction)
        await acknowledge(interaction, ephemeral=ephemeral, thinking=shown_alone)


def text_in(components: object) -> str:
    """What was written in the modal, in whatever it is laid out."""
    match components:
        case {"custom_id": str(name), "value": str(value)} if name == QUESTION_INPUT:
            return value
        case {"components": list(inner)}:
            return text_in(inner)
        case {"component": dict(inner)}:
            return text_in(inner)
        case list():
            return "".join(text_in(one) for one in components)
        case _:
            return ""
