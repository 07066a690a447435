"""Settings: typed, each problem named with its variable, secrets never shown."""

import re
from pathlib import Path

import pytest

from adapters.discord.settings import DiscordSettings
from adapters.slack.settings import SlackSettings
from bot.domain.errors import SettingsError
from bot.domain.language import Language
from bot.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[1]
FIELDS = {**Settings.model_fields, **SlackSettings.model_fields, **DiscordSettings.model_fields}


def test_nothing_needs_to_be_set(tmp_path: Path) -> None:
    """A fresh machine runs, in Korean, without a model, on the real hosts."""
    settings = load_settings()

    assert settings.papers_language is Language.KO
    assert not settings.wants_model
    assert settings.hf_base_url == "https://huggingface.co"
    assert settings.arxiv_api == "https://export.arxiv.org"
    assert settings.arxiv_site == "https://arxiv.org"
    assert settings.database == f"sqlite:///{tmp_path / 'data' / 'papers.db'}"


def test_the_example_file_names_every_setting() -> None:
    """And no other: what a user reads there is what there is."""
    text = (ROOT / ".env.example").read_text("utf-8")

    named = set(re.findall(r"^#([A-Z_]+)=", text, re.MULTILINE))
    assert named == {name.upper() for name in FIELDS}


def test_the_example_file_shows_the_defaults(tmp_path: Path) -> None:
    """Uncommented as it is, it changes nothing but what it has to invent."""
    text = (ROOT / ".env.example").read_text("utf-8")
    shown = dict(re.findall(r"^#([A-Z_]+)=(.+)$", text, re.MULTILINE))
    invented = {"OPENAI_BASE_URL", "DATABASE_URL"}

    for name, value in shown.items():
        if name not in invented:
            default = str(FIELDS[name.lower()].default)
            assert default in {value, f"{value}.0", value.capitalize()}, name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PAPERS_LANGUAGE", "xx"),
        ("HF_BASE_URL", "huggingface.co"),
        ("ARXIV_BASE_URL", "ftp://arxiv.org"),
        ("OPENAI_TIMEOUT", "0"),
        ("PAPERS_DAILY_TOKENS", "-5"),
        ("PAPERS_MODEL_CONCURRENCY", "many"),
        ("PAPERS_LOG_LEVEL", "loud"),
        ("PAPERS_DIGEST_SCOPE", "title"),
        ("PAPERS_QUESTIONS_BY_PERSON", "0"),
        ("PAPERS_QUESTIONS_IN_CHANNEL", "0"),
        ("PAPERS_KEEP_DAYS", "0"),
        ("PAPERS_EMBEDDINGS", "perhaps"),
    ],
)
def test_a_wrong_value_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """One line that says which and where to look."""
    monkeypatch.setenv(name, value)

    with pytest.raises(SettingsError, match=rf"{name}: .*see \.env\.example"):
        load_settings()


def test_all_problems_are_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody mends settings one start at a time."""
    monkeypatch.setenv("PAPERS_LANGUAGE", "xx")
    monkeypatch.setenv("OPENAI_TIMEOUT", "0")

    with pytest.raises(SettingsError, match=r"OPENAI_TIMEOUT.*PAPERS_LANGUAGE"):
        load_settings()


def test_a_key_without_a_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a model is a mistake, not an extract."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-value")

    with pytest.raises(SettingsError, match="OPENAI_MODEL is not set"):
        load_settings()


def test_a_wrong_secret_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error text ends up in logs and screenshots."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret-value")
    monkeypatch.setenv("OPENAI_MODEL", "m")
    monkeypatch.setenv("OPENAI_BASE_URL", "nonsense-sk-secret-value")

    with pytest.raises(SettingsError) as error:
        load_settings()

    assert "sk-secret-value" not in str(error.value)
    assert "sk-secret-value" not in repr(Settings.model_construct())


@pytest.mark.parametrize("name", ["OPENAI_API_KEY", "OPENAI_MODEL", "DATABASE_URL", "HF_TOKEN"])
def test_a_blank_value_is_an_unset_one(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """`OPENAI_API_KEY=` in a file means none."""
    monkeypatch.setenv(name, "  ")

    assert getattr(load_settings(), name.lower()) is None


def test_a_dotenv_file_is_read_and_the_environment_goes_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `.env.example` says."""
    (tmp_path / ".env").write_text("PAPERS_LANGUAGE=ja\nPAPERS_DAILY_TOKENS=7\n")
    monkeypatch.setenv("PAPERS_LANGUAGE", "en")

    settings = load_settings()

    assert (settings.papers_language, settings.papers_daily_tokens) == (Language.EN, 7)


def test_the_cost_is_told_when_both_prices_are_known() -> None:
    """Dollars per million tokens; half a price is no price."""
    settings = Settings(openai_price_input=2.0, openai_price_output=10.0)

    assert settings.cost(1_000_000, 100_000) == pytest.approx(3.0)
    assert Settings(openai_price_input=2.0).cost(1, 1) is None


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Some editors save UTF-16."""
    (tmp_path / ".env").write_bytes("PAPERS_LANGUAGE=en".encode("utf-16"))

    with pytest.raises(SettingsError, match=r"\.env is not UTF-8"):
        load_settings()


def test_a_home_directory_is_known(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A file has no shell to expand `~`."""
    monkeypatch.setenv("PAPERS_DATA_DIR", "~/papers")

    assert load_settings().papers_data_dir == tmp_path / "papers"
