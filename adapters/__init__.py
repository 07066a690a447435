"""Everything people touch. A platform is one folder here and one line below.

The console is a `Platform` that the terminal opens; of the others it is what gives their
`ChatAdapter`, or none where they are not configured.
"""

PLATFORMS = {
    "console": "adapters.console.platform:ConsolePlatform",
    "slack": "adapters.slack:adapter",
}
