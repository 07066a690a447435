"""How Discord says no: a status, a JSON code, and for a wrong form where what is wrong.

https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes
"""

from typing import Any

Payload = dict[str, Any]


class Refusal(Exception):  # Discord's word is error; ours is what it does
    """An answer that is no success."""

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        errors: Payload | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {code} {message} {errors or ''}")
        self.status = status
        self.headers = headers or {}
        self.body: Payload = {"message": message, "code": code}
        if errors:
            self.body["errors"] = errors


def invalid(path: str, code: str, message: str) -> Refusal:
    """50035: what stands at a path, such as "components.0.url", is wrong.

    https://docs.discord.com/developers/reference#error-messages
    """
    errors: Payload = {"_errors": [{"code": code, "message": message}]}
    for name in reversed(path.split(".") if path else []):
        errors = {name: errors}
    return Refusal(400, 50035, "Invalid Form Body", errors)


def too_long(path: str, most: int) -> Refusal:
    """A text with more characters than a field takes."""
    return invalid(path, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def unknown_application() -> Refusal:
    return Refusal(404, 10002, "Unknown Application")


def unknown_channel() -> Refusal:
    return Refusal(404, 10003, "Unknown Channel")


def unknown_message() -> Refusal:
    return Refusal(404, 10008, "Unknown Message")


def unknown_webhook() -> Refusal:
    return Refusal(404, 10015, "Unknown Webhook")


def unknown_interaction() -> Refusal:
    return Refusal(404, 10062, "Unknown interaction")


def missing_access() -> Refusal:
    return Refusal(403, 50001, "Missing Access")


def missing_permissions() -> Refusal:
    return Refusal(403, 50013, "Missing Permissions")


def not_in_this_channel() -> Refusal:
    return Refusal(400, 50024, "Cannot execute action on this channel type")


def empty() -> Refusal:
    return Refusal(400, 50006, "Cannot send an empty message")


def archived() -> Refusal:
    return Refusal(400, 50083, "Thread is archived")


def locked() -> Refusal:
    return Refusal(403, 160005, "This thread is locked")
