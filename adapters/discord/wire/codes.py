"""Discord's error codes, and what each means for us.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from bot.domain.errors import (
    Gone,
    NotSent,
    PlatformError,
    PlatformProblem,
    Rejected,
    ShutOut,
)

_P = PlatformProblem
NEW_TOKEN = "Discord does not know DISCORD_TOKEN: Bot, Reset Token gives a new one"  # noqa: S105
INVALID_FORM = 50035

MEANING: dict[int, tuple[type[PlatformError], PlatformProblem, str]] = {
    10003: (Gone, _P.NO_CHANNEL, "unknown channel"),
    10004: (Gone, _P.NO_CHANNEL, "unknown server"),
    40058: (Gone, _P.NO_CHANNEL, "a forum takes no messages outside of its posts"),
    50003: (Gone, _P.NO_CHANNEL, "not in direct messages"),
    50008: (Gone, _P.NO_CHANNEL, "the channel takes no messages"),
    50024: (Gone, _P.NO_CHANNEL, "not in this type of channel"),
    50001: (Gone, _P.NO_PERMISSION, "missing access"),
    50009: (Gone, _P.NO_PERMISSION, "the channel's verification level is too high"),
    50013: (Gone, _P.NO_PERMISSION, "missing permissions"),
    50095: (Gone, _P.NO_PERMISSION, "the server is closed to this location"),
    60003: (Gone, _P.NO_PERMISSION, "the server wants its moderators to have two factors"),
    160002: (Gone, _P.NO_PERMISSION, "a reply needs the permission to read the message history"),
    10008: (Gone, _P.NO_MESSAGE, "unknown message"),
    10015: (Gone, _P.NO_MESSAGE, "the interaction is over"),
    10062: (Gone, _P.NO_MESSAGE, "unknown interaction: it was answered too late"),
    50027: (Gone, _P.NO_MESSAGE, "the interaction is over"),
    10007: (Gone, _P.NO_PERSON, "unknown member"),
    10013: (Gone, _P.NO_PERSON, "unknown user"),
    50007: (Gone, _P.NO_PERSON, "the person takes no messages of this bot"),
    50033: (Gone, _P.NO_PERSON, "nobody to send it to"),
    50278: (Gone, _P.NO_PERSON, "the bot shares no server with the person"),
    50083: (Gone, _P.ARCHIVED, "the thread is archived"),
    160005: (Gone, _P.ARCHIVED, "the thread is locked"),
    20012: (Rejected, _P.NO_PERMISSION, "not authorised for this application"),
    50005: (Rejected, _P.NO_PERMISSION, "the message is somebody else's"),
    50021: (Rejected, _P.NO_PERMISSION, "the message is Discord's own"),
    40005: (Rejected, _P.TOO_LONG, "the request is too large"),
    50045: (Rejected, _P.TOO_LONG, "the file is too large"),
    40060: (Rejected, _P.REFUSED, "the interaction was answered already"),
    40094: (Rejected, _P.REFUSED, "the interaction has had all its follow-ups"),
    50006: (Rejected, _P.REFUSED, "the message is empty"),
    INVALID_FORM: (Rejected, _P.REFUSED, "invalid form"),
    160004: (Rejected, _P.REFUSED, "the message has a thread already"),
    200000: (Rejected, _P.REFUSED, "blocked by the server's AutoMod"),
    200001: (Rejected, _P.REFUSED, "the title is blocked by the server's AutoMod"),
    240000: (Rejected, _P.REFUSED, "blocked for a link in it"),
    40001: (ShutOut, _P.SHUT_OUT, NEW_TOKEN),
    50014: (ShutOut, _P.SHUT_OUT, NEW_TOKEN),
    20016: (NotSent, _P.TOO_FAST, "slow mode"),
    20022: (NotSent, _P.TOO_FAST, "announcements are not edited so often"),
    20028: (NotSent, _P.TOO_FAST, "the channel is written to too often"),
    20029: (NotSent, _P.TOO_FAST, "the server is written to too often"),
    30034: (NotSent, _P.TOO_FAST, "200 new commands a day"),
    30046: (NotSent, _P.TOO_FAST, "messages older than an hour are not edited so often"),
    40003: (NotSent, _P.TOO_FAST, "direct messages are opened too often"),
    40062: (NotSent, _P.TOO_FAST, "too often"),
    40333: (NotSent, _P.TOO_FAST, "Cloudflare blocks it"),
    40004: (NotSent, _P.UNREACHABLE, "sending is switched off for now"),
    40006: (NotSent, _P.UNREACHABLE, "this is switched off for now"),
    130000: (NotSent, _P.UNREACHABLE, "Discord is overloaded"),
    160006: (NotSent, _P.UNREACHABLE, "the server has as many active threads as it may"),
    160007: (NotSent, _P.UNREACHABLE, "the server has as many active threads as it may"),
}
