"""Reads HTML: `document` streams a page, `latexml` says what its marks mean, `galley` gathers."""
