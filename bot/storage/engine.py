"""The database engine behind an address: SQLite's files with care, PostgreSQL by its driver."""

import sqlite3
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import StoreError


def open_engine(url: str) -> AsyncEngine:
    """The engine of a database, by SQLAlchemy's form of address. Raises `StoreError`."""
    try:
        parsed = _with_driver(make_url(url))
        engine = create_async_engine(parsed)
    except ModuleNotFoundError as error:
        raise StoreError(
            f"DATABASE_URL needs the Python package {error.name}, which is not installed"
        ) from error
    except (SQLAlchemyError, ValueError) as error:
        # A `ValueError` may quote a part of the password: it is not shown.
        reason = str(error) if isinstance(error, SQLAlchemyError) else "it is no database address"
        raise StoreError(
            f"DATABASE_URL cannot be used: {reason}; give one such as sqlite:///papers.db"
        ) from error
    if parsed.get_backend_name() == "sqlite":
        _try_to_open(engine)
        sa.event.listen(engine.sync_engine, "connect", _careful_sqlite)
    return engine


def _try_to_open(engine: AsyncEngine) -> None:
    """A file that cannot be opened leaves the driver's thread behind, which complains later."""
    where, options = engine.dialect.create_connect_args(engine.url)
    try:
        sqlite3.connect(where[0], **options).close()
    except sqlite3.Error as error:
        raise unusable(engine, error) from error


def unusable(engine: AsyncEngine, error: Exception) -> StoreError:
    """What to say of an engine's database after `error`; never its password."""
    name = engine.url.set(query={}).render_as_string(hide_password=True)
    reason = str(getattr(error, "orig", None) or error)
    return StoreError(f"cannot use the database {name}: {reason}")


def _with_driver(url: URL) -> URL:
    """The asynchronous driver for a plain `sqlite:` or `postgresql:` address."""
    drivers = {
        "sqlite": "sqlite+aiosqlite",
        "postgresql": "postgresql+psycopg",
        "postgres": "postgresql+psycopg",
    }
    return url.set(drivername=drivers.get(url.drivername, url.drivername))


def _careful_sqlite(connection: Any, _: object) -> None:
    """Readers beside a writer, nothing lost on a power cut, and patience for another process.

    What is deleted is overwritten, and takes along what belongs to it.
    """
    for pragma in (
        "busy_timeout=30000",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}").close()
    # SQLite does not wait here: "locked" means that another process is switching the file, too.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=WAL").close()
