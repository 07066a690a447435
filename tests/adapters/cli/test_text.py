"""`papers text`: what was read of a paper or a file, with its places."""

import re

from bot.domain.evidence import PaperText
from tests.adapters.cli.conftest import ARXIV_ID as ID
from tests.adapters.cli.conftest import Papers
from tests.builders import ABSTRACT, daily_entry
from tests.servers.upstream import Upstream


async def test_text_shows_each_passage_beside_its_offset(papers: Papers, page: str) -> None:
    """Long ones keep clear of the margin, so that the offsets can be read down the side."""
    ran = await papers("text", page)

    lines = ran.out.splitlines()
    assert lines[:2] == [
        "Shears: Pruning without Regret",
        "full text, from HTML · 16 passages · 823 characters",
    ]
    start = lines.index("Abstract") + 1
    assert lines[start].startswith("      0  Pruning a language model")
    assert all(re.match(" {9}\\S", line) for line in lines[start + 1 : start + 5])
    assert "    571  " + "On three benchmarks Shears keeps 98% of the accuracy." in lines
    assert [line for line in lines if line != line.rstrip() or len(line) > 80] == []


async def test_text_of_a_paper_says_which_version_and_ends_with_the_record(
    papers: Papers, arxiv: Upstream
) -> None:
    """What answers are drawn from, all of it."""
    ran = await papers("text", ID)

    assert f"arXiv {ID}v2 · full text, from HTML" in ran.out
    assert (
        "Code repository: https://github.com/example/shears" in ran.out.partition("Hugging Face")[2]
    )


async def test_text_says_why_there_is_only_the_abstract(papers: Papers, live: Upstream) -> None:
    """Whoever wonders about an answer looks here."""
    live.papers[ID] = daily_entry(ID)["paper"]

    ran = await papers("text", ID)

    assert f"arXiv {ID}v2 · abstract only" in ran.out
    assert "read the abstract only, as arXiv has no full text that can be read" in ran.out


async def test_text_as_json_is_lossless(papers: Papers, page: str) -> None:
    """Sections and passages by the names of the vocabulary."""
    ran = await papers("text", page, "--json")

    text = PaperText.model_validate_json(ran.out)
    assert [p.section for p in text.passages][:2] == ["Abstract", "1 Introduction"]
    assert text.passages[0].text == ABSTRACT
