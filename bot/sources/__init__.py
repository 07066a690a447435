"""Where papers come from: `gateway.open_sources` gives them all. Light: a PDF's reader starts here."""
