"""Discord's messages as incoming messages."""

import re

import discord

from adapters.discord.posting.rooms import DIRECT
from bot.domain.conversation import IncomingMessage
from bot.domain.place import Place

PLATFORM = "discord"

_WRITTEN_BY_PEOPLE = {discord.MessageType.default, discord.MessageType.reply}
# https://docs.discord.com/developers/reference#message-formatting
_ENTITY = re.compile(r"<(@[!&]?|#|/|a?:|t:|id:)([^<>]*)>")
_SHOWN = {"#": "#channel", "@": "@someone", "@!": "@someone", "@&": "@someone"}


def place_in(channel: discord.abc.Messageable | object, message: str | None = None) -> Place | None:
    """The place that a channel of Discord's is; none for one that is not known well enough.

    Outside of threads, and but for direct messages, it is the thread under `message`, if that is
    given.
    """
    match channel:
        case discord.Thread():
            return _place(channel.guild.id, channel.parent_id, str(channel.id))
        case discord.DMChannel() | discord.GroupChannel():
            return _place(DIRECT, channel.id)
        case discord.abc.GuildChannel():
            return _place(channel.guild.id, channel.id, message)
        case _:
            return None


def place_of(interaction: discord.Interaction) -> Place:
    """Where an interaction came from. In a server that the bot is not in threads are channels."""
    channel = interaction.channel
    found = place_in(channel) if channel is not None else None
    if isinstance(channel, discord.Thread) and interaction.guild_id is not None:
        return _place(interaction.guild_id, channel.parent_id, str(channel.id))
    return found or _place(interaction.guild_id or DIRECT, interaction.channel_id or DIRECT)


def message_of(
    message: discord.Message, place: Place, us: discord.ClientUser
) -> IncomingMessage | None:
    """What a person wrote or changed; none for everything else.

    Messages of programs, ours too, what Discord itself says, and what stands in a channel outside
    of any thread without a mention of the bot are nothing to us. So is what Discord does not show
    us because we may not read what does not concern us.
    """
    if message.author.bot or message.webhook_id or message.type not in _WRITTEN_BY_PEOPLE:
        return None
    role = message.guild.self_role if message.guild else None
    own = {f"<@{us.id}>", f"<@!{us.id}>", *([role.mention] if role else ())}
    mentions_bot = any(one in message.content for one in own) or _is_among(us, message.mentions)
    direct = place.workspace == DIRECT
    outside = place.thread == str(message.id)
    if not message.content or not (direct or mentions_bot or not outside):
        return None
    return IncomingMessage(
        place=place,
        id=str(message.id),
        author=str(message.author.id),
        text=read_text(message.content, own),
        edited_at=message.edited_at,
        mentions_bot=mentions_bot,
        mentions_others=_mentions_others(message, us, role),
        direct=direct,
        reply_to=_replied_to(message),
    )


def read_text(content: str, own: set[str]) -> str:
    """Discord's text as people see it, without the mention of the bot: `own` are its forms."""
    for mention in own:
        content = re.sub(rf"\s{{0,2}}{re.escape(mention)}(?:\s{{0,2}}(?=[,:;.?!]))?", "", content)
    return _ENTITY.sub(_shown, content).lstrip(" \n,:;")


def _shown(entity: re.Match[str]) -> str:
    kind, rest = entity[1], entity[2]
    if kind in _SHOWN:
        return _SHOWN[kind]
    if kind == "/":
        return f"/{rest.partition(':')[0]}"
    return f":{rest.partition(':')[0]}:" if kind.endswith(":") and kind[0] in "a:" else ""


def _mentions_others(
    message: discord.Message, us: discord.ClientUser, role: discord.Role | None
) -> bool:
    others = [one for one in message.mentions if one.id != us.id]
    roles = [one for one in message.role_mentions if role is None or one.id != role.id]
    return bool(others or roles or message.mention_everyone)


def _is_among(us: discord.ClientUser, people: list[discord.User | discord.Member]) -> bool:
    return any(one.id == us.id for one in people)


def _replied_to(message: discord.Message) -> str | None:
    reference = message.reference
    if message.type is not discord.MessageType.reply or reference is None:
        return None
    return str(reference.message_id) if reference.message_id else None


def _place(server: int | str, channel: int | str, thread: str | None = None) -> Place:
    return Place(platform=PLATFORM, workspace=str(server), channel=str(channel), thread=thread)
