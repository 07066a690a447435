"""Every setting, from the environment or `.env`. Each problem names its variable and its mend."""

import os
import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.domain.base import Name
from bot.domain.errors import SettingsError, problems_of
from bot.domain.language import Language


def _data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "daily-papers-bot"


def _blank_is_unset(value: Any) -> Any:
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


Optional = BeforeValidator(_blank_is_unset)
Address = Annotated[str, AfterValidator(_web_address)]


class Settings(BaseSettings):
    """Typed settings; the field's name in capitals is the variable."""

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True
    )

    hf_base_url: Address = "https://huggingface.co"
    hf_thumbnails_base_url: Address = "https://cdn-thumbnails.huggingface.co"
    hf_token: SecretStr | None = None
    arxiv_base_url: Annotated[Address | None, Optional] = None

    openai_base_url: Annotated[Address | None, Optional] = None
    openai_api_key: SecretStr | None = None
    openai_model: Annotated[Name | None, Optional] = None
    openai_timeout: Annotated[float, Field(gt=0, le=3600)] = 180.0
    openai_price_input: Annotated[float | None, Field(ge=0)] = None
    openai_price_output: Annotated[float | None, Field(ge=0)] = None

    database_url: SecretStr | None = None
    papers_data_dir: Path = Field(default_factory=_data_dir)
    papers_language: Language = Language.KO
    papers_contact: Annotated[str | None, Optional] = None
    papers_digest_scope: Literal["auto", "abstract"] = "auto"
    papers_questions_by_person: Annotated[int, Field(ge=1)] = 30
    papers_questions_in_channel: Annotated[int, Field(ge=1)] = 200
    papers_embeddings: bool = False
    papers_keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    papers_daily_tokens: Annotated[int | None, Field(gt=0)] = None
    papers_model_concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    papers_http_timeout: Annotated[float, Field(gt=0, le=600)] = 20.0
    papers_log_level: Literal["debug", "info", "warning", "error"] = "warning"
    papers_log_format: Literal["auto", "pretty", "json"] = "auto"

    @field_validator("hf_token", "openai_api_key", "database_url", mode="before")
    @classmethod
    def _blank_secret_is_unset(cls, value: Any) -> Any:
        return _blank_is_unset(value)

    @field_validator("papers_data_dir")
    @classmethod
    def _home_is_known(cls, value: Path) -> Path:
        try:
            return value.expanduser()
        except RuntimeError as error:
            raise ValueError(f"no home directory is known for {value.parts[0]}") from error

    @field_validator("papers_log_level", mode="before")
    @classmethod
    def _level_in_any_case(cls, value: Any) -> Any:
        return value.lower() if isinstance(value, str) else value

    @property
    def arxiv_api(self) -> str:
        """The host of arXiv's API; `ARXIV_BASE_URL` stands for both of arXiv's hosts."""
        return self.arxiv_base_url or "https://export.arxiv.org"

    @property
    def arxiv_site(self) -> str:
        """The host of arXiv's pages and PDFs."""
        return self.arxiv_base_url or "https://arxiv.org"

    @property
    def database(self) -> str:
        """SQLAlchemy's address of the database; by default a file in the data directory."""
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.papers_data_dir / 'papers.db'}"

    @property
    def wants_model(self) -> bool:
        """Whether a model endpoint is set."""
        return self.openai_api_key is not None or self.openai_base_url is not None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Values that must never be shown."""
        given = (self.hf_token, self.openai_api_key, self.database_url)
        return tuple(secret.get_secret_value() for secret in given if secret)

    def cost(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """US dollars, when both prices (per million tokens) are set."""
        if self.openai_price_input is None or self.openai_price_output is None:
            return None
        spent = (
            prompt_tokens * self.openai_price_input + completion_tokens * self.openai_price_output
        )
        return spent / 1e6


def load_settings() -> Settings:
    """The settings. Raises `SettingsError` with one line for all that is wrong."""
    try:
        settings = Settings()
    except UnicodeDecodeError as error:
        raise SettingsError(".env is not UTF-8 text: save it as UTF-8") from error
    except ValidationError as error:
        problems = (f"{str(p.place[0]).upper()}: {p.reason}" for p in problems_of(error))
        raise SettingsError("; ".join(problems) + " (see .env.example)") from error
    if settings.wants_model and settings.openai_model is None:
        raise SettingsError(
            "OPENAI_MODEL is not set: name the model to use with OPENAI_API_KEY or OPENAI_BASE_URL"
        )
    return settings
