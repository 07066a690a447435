"""How settings are read, the core's and each adapter's: from the environment, then from `.env`."""

import re
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bot.domain.errors import SettingsError, problems_of


class EnvironmentSettings(BaseSettings):
    """Typed settings; the field's name in capitals is the variable."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )


Given = TypeVar("Given", bound=EnvironmentSettings)


def read_settings(kind: type[Given]) -> Given:
    """The settings of a kind. Raises `SettingsError` with one line for all that is wrong."""
    try:
        return kind()
    except UnicodeDecodeError as error:
        raise SettingsError(".env is not UTF-8 text: save it as UTF-8") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{str(p.place[0]).upper()}: {p.reason}" if p.place else p.reason
            for p in problems_of(error)
        )
        raise SettingsError(f"{problems} (see .env.example)") from error


def blank_is_unset(value: Any) -> Any:
    """None for a text that holds nothing."""
    return None if isinstance(value, str) and not value.strip() else value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme in {"http", "https"} and bool((parts.hostname or "").encode("idna"))
        _ = parts.port
    except ValueError:
        good = False
    else:
        if parts.username or parts.password:
            raise ValueError("a user name or password does not belong in it")
    if not good or re.search(r"\s", value):
        raise ValueError("it is no web address such as https://huggingface.co")
    return value


def _listed(value: Any) -> Any:
    return [one for one in re.split(r"[\s,]+", value) if one] if isinstance(value, str) else value


def ids(pattern: str, wanted: str) -> AfterValidator:
    """Each of them has to be an id of a platform's, or the problem says what is wanted."""

    def check(value: frozenset[str]) -> frozenset[str]:
        for one in sorted(value):
            if not re.fullmatch(pattern, one, re.ASCII):
                raise ValueError(f"{one!r:.40} is no id of a {wanted}")
        return value

    return AfterValidator(check)


Listed = (NoDecode, BeforeValidator(_listed))  # apart by commas or spaces
Optional = BeforeValidator(blank_is_unset)
Address = Annotated[str, AfterValidator(_web_address)]
Secret = Annotated[SecretStr | None, Optional]
