"""Everything people touch. A platform is one folder here and one line below.

Its package has `adapter()`, which gives its `ChatAdapter`, or none where it is not configured, and
`SET_UP`, which says in a few words what to set then. Commands of its own (`papers slack …`) are
`program`, a Typer app in its module `program`. The console has nothing of that: it is a `Platform`
that the terminal opens.
"""

CONSOLE = "adapters.console.platform:ConsolePlatform"
PLATFORMS = {
    "slack": "adapters.slack",
    "discord": "adapters.discord",
}
