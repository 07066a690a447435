"""Opens the product over what the settings name."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from bot.app.app import App
from bot.app.parts import Parts
from bot.clock import SystemClock
from bot.domain.errors import StoreError
from bot.log import set_up_logging
from bot.ports.outbound import Clock
from bot.settings import Settings, load_settings
from bot.sources.gateway import open_sources
from bot.storage import open_storage


@asynccontextmanager
async def open_app(
    *,
    settings: Settings | None = None,
    clock: Clock | None = None,
    secrets: Iterable[str] = (),
) -> AsyncIterator[App]:
    """A `PapersApp` over what the settings name; everything is closed at the end.

    `secrets` are those of platforms: they must not get into logs either.
    """
    settings = settings or load_settings()
    clock = clock or SystemClock()
    hidden = (*settings.secrets, *secrets)
    set_up_logging(settings.papers_log_level, settings.papers_log_format, hidden)
    _make_data_dir(settings)
    async with AsyncExitStack() as stack:
        storage = await stack.enter_async_context(open_storage(settings.database, clock))
        token = settings.hf_token.get_secret_value() if settings.hf_token else None
        sources = await stack.enter_async_context(
            open_sources(
                huggingface=settings.hf_base_url,
                huggingface_thumbnails=settings.hf_thumbnails_base_url,
                arxiv_api=settings.arxiv_api,
                arxiv=settings.arxiv_site,
                token=token,
                contact=settings.papers_contact,
                seconds=settings.papers_http_timeout,
                pace=storage.store,
                clock=clock,
            )
        )
        app = App(Parts(settings, storage, sources, clock, stack))
        await app.forget_old()
        yield app


def _make_data_dir(settings: Settings) -> None:
    if settings.database_url is not None:
        return
    try:
        settings.papers_data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot make the data directory {settings.papers_data_dir}: {error.strerror}; "
            "set PAPERS_DATA_DIR to a directory that can be written"
        ) from error
