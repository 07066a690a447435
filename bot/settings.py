"""Every setting, from the environment or `.env`. Each problem names its variable and its mend."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, field_validator

from bot.domain.base import Name, Url
from bot.domain.delivery import Layout
from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.ports.settings import Address, EnvironmentSettings, Optional, Secret, read_settings


def _data_dir() -> Path:
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "daily-papers-bot"


class Settings(EnvironmentSettings):
    """The core's."""

    hf_base_url: Address = "https://huggingface.co"
    hf_thumbnails_base_url: Address = "https://cdn-thumbnails.huggingface.co"
    hf_token: Secret = None
    arxiv_base_url: Annotated[Address | None, Optional] = None

    openai_base_url: Annotated[Address | None, Optional] = None
    openai_api_key: Secret = None
    openai_model: Annotated[Name | None, Optional] = None
    openai_timeout: Annotated[float, Field(gt=0, le=3600)] = 180.0
    openai_price_input: Annotated[float | None, Field(ge=0)] = None
    openai_price_output: Annotated[float | None, Field(ge=0)] = None

    database_url: Secret = None
    papers_data_dir: Path = Field(default_factory=_data_dir)
    papers_language: Language = Language.KO
    papers_contact: Annotated[str | None, Optional] = None
    papers_digest_scope: Literal["auto", "abstract"] = "auto"
    papers_layout: Layout = Layout.THREAD
    papers_questions_by_person: Annotated[int, Field(ge=1)] = 30
    papers_questions_in_channel: Annotated[int, Field(ge=1)] = 200
    papers_embeddings: bool = False
    papers_privacy_url: Annotated[Url | None, Optional] = None
    papers_keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    papers_daily_tokens: Annotated[int | None, Field(gt=0)] = None
    papers_model_concurrency: Annotated[int, Field(ge=1, le=64)] = 8
    papers_http_timeout: Annotated[float, Field(gt=0, le=600)] = 20.0
    papers_log_level: Literal["debug", "info", "warning", "error"] = "warning"
    papers_log_format: Literal["auto", "pretty", "json"] = "auto"

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
    settings = read_settings(Settings)
    if settings.wants_model and settings.openai_model is None:
        raise SettingsError(
            "OPENAI_MODEL is not set: name the model to use with OPENAI_API_KEY or OPENAI_BASE_URL"
        )
    return settings
