"""Work that takes the processor for long, beside the event loop that everybody waits for."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")

# Threads take turns on one interpreter: more of them end no sooner, and the loop waits for each.
_thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="aside")


async def aside(do: Callable[Given, Result], *args: Given.args, **kwargs: Given.kwargs) -> Result:
    """What `do` gives. Of all that is put aside one piece is done at a time, in its order."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_thread, lambda: do(*args, **kwargs))
