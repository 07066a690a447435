"""The database engine behind an address: SQLite's files with care, PostgreSQL by its driver."""

import sqlite3
from contextlib import suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import StoreError


def open_engine(url: str) -> sa.Engine:
    """The engine of a database, by SQLAlchemy's form of address. Raises `StoreError`."""
    try:
        parsed = _with_driver(make_url(url))
        engine = sa.create_engine(parsed)
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
    if engine.dialect.is_async:
        raise StoreError(f"DATABASE_URL names an async driver, {parsed.drivername}: leave it out")
    if parsed.get_backend_name() == "sqlite":
        sa.event.listen(engine, "connect", _careful_sqlite)
    return engine


def unusable(engine: sa.Engine, error: Exception) -> StoreError:
    """What to say of an engine's database after `error`; never its password."""
    name = engine.url.set(query={}).render_as_string(hide_password=True)
    reason = str(getattr(error, "orig", None) or error)
    return StoreError(f"cannot use the database {name}: {reason}")


def _with_driver(url: URL) -> URL:
    """The driver for a plain `postgresql:` address."""
    drivers = dict.fromkeys(("postgresql", "postgres"), "postgresql+psycopg")
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
