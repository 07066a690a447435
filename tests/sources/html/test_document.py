"""A paper's page becomes passages that read as the paper does."""

from pathlib import Path

import pytest

from bot.domain.errors import SourceError
from bot.domain.evidence import Origin, PaperText, PassageKind, TextForm
from bot.sources.html.document import looks_like_html, read_html


def read(inside: str) -> PaperText:
    """What is read of a page that LaTeXML has made."""
    return read_html(f'<html><body><article class="ltx_document">{inside}</article>'.encode())


def shown(text: PaperText) -> list[tuple[str, str]]:
    """Kinds and texts."""
    return [(passage.kind.value, passage.text) for passage in text.passages]


def words(inside: str) -> list[str]:
    """The texts alone."""
    return [passage.text for passage in read(inside).passages]


PAPER = """<!DOCTYPE html><html lang="en"><head><title>A page</title><script>let a = "<p>no";</script>
</head><body>
<dialog id="modal-form"><h5>Report an issue</h5><p>Describe it</p></dialog>
<div class="ds-announcement"><span>We have moved!</span></div>
<header class="arxiv-html-header"><nav>Back to abstract</nav></header>
<nav class="ltx_TOC"><ol><li>1 Cuts</li></ol></nav>
<div class="package-alerts"><p>failed: somepackage</p></div>
<div id="infobox"><a id="license-tr">License: none</a>
<div id="watermark-tr">arXiv:2602.00001v3 [cs.CL] 11 Feb 2026</div></div>
<article class="ltx_document"><span class="ltx_ERROR undefined">\\useit</span>
<h1 class="ltx_title ltx_title_document">Shears: Pruning
 without Regret<span class="ltx_note ltx_role_thanks">Funded by us.</span></h1>
<div class="ltx_authors"><span class="ltx_personname">A. Writer</span></div>
<div class="ltx_abstract"><h6 class="ltx_title ltx_title_abstract">Abstract.</h6>
<p class="ltx_p">We prune.</p></div>
<div class="ltx_keywords"><h6 class="ltx_title ltx_title_keywords">Keywords: </h6>pruning</div>
<section class="ltx_section" id="S1"><h2 class="ltx_title ltx_title_section">
<span class="ltx_tag ltx_tag_section">1 </span>Cuts</h2>
<div class="ltx_para"><p class="ltx_p">We cut.</p></div>
<section class="ltx_subsection"><h3 class="ltx_title ltx_title_subsection">
<span class="ltx_tag ltx_tag_subsection">1.1 </span>Deep <em>cuts</em></h3>
<div class="ltx_para"><p class="ltx_p">We cut deep.</p></div>
<section class="ltx_paragraph"><h5 class="ltx_title ltx_title_paragraph">Data.</h5>
<div class="ltx_para"><p class="ltx_p">There is some.</p></div></section>
<section class="ltx_section"><h2 class="ltx_title ltx_title_section">2 Ends</h2>
<div class="ltx_para"><p class="ltx_p">We end.</p></div></section></section></section>
<section class="ltx_bibliography"><h2 class="ltx_title ltx_title_bibliography">Literatur</h2>
<p class="ltx_p">Works we like.</p><ul class="ltx_biblist"><li class="ltx_bibitem">[1] A book.</li></ul>
<section class="ltx_appendix"><h2 class="ltx_title ltx_title_appendix">Appendix A More</h2>
<div class="ltx_para"><p class="ltx_p">We add.</p></div></section></section>
</article><footer><p>Instructions for reporting errors</p></footer></body></html>"""


def test_a_page_is_read_under_its_headings_without_what_is_around_it() -> None:
    """Also where sections are nested wrongly, as arXiv's pages have them."""
    text = read_html(PAPER.encode())

    assert (text.paper_id, text.version, text.form) == ("2602.00001", 3, TextForm.HTML)
    assert text.title == "Shears: Pruning without Regret"
    assert {passage.origin for passage in text.passages} == {Origin.PAPER}
    assert [(p.chapter, p.section, p.text) for p in text.passages] == [
        (None, "Abstract", "We prune."),
        (None, "Keywords", "pruning"),
        (None, "1 Cuts", "We cut."),
        ("1 Cuts", "1.1 Deep cuts", "We cut deep."),
        ("1 Cuts", "Data", "There is some."),
        (None, "2 Ends", "We end."),
        (None, "Appendix A More", "We add."),
    ]


@pytest.mark.parametrize(
    ("stamp", "known"),
    [
        ("arXiv:math.GT/0309136v12 [math.GT] 1 Sep 2003", ("math.GT/0309136", 12)),
        ("arXiv:2602.00001 [cs.CL]", ("2602.00001", None)),
        ("arXiv:thisisnoarchive/0309136v1", (None, None)),
        ("Draft", (None, None)),
    ],
)
def test_a_watermark_tells_which_paper_it_is(
    stamp: str, known: tuple[str | None, int | None]
) -> None:
    """Or it tells nothing: a page has whatever watermark it likes."""
    text = read_html(f'<p>Words.</p><div id="watermark-tr"> {stamp}</div>'.encode())

    assert (text.paper_id, text.version) == known
    assert [p.text for p in text.passages] == ["Words."]


def test_an_inner_part_with_a_name_gives_the_headings_back() -> None:
    """An abstract in an abstract does not name the whole paper."""
    text = read(
        '<div class="ltx_abstract"><div class="abstract"><p>Short.</p></div></div>'
        '<h2 class="ltx_title_section">1 A</h2><p>Long.</p>'
        '<div class="ltx_acknowledgements"><p>Thanks.</p></div><p>More.</p>'
    )

    assert [p.section for p in text.passages] == ["Abstract", "1 A", "Acknowledgements", "1 A"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("a <b>bold</b><i>er</i> word", "a bolder word"),
        ("as <cite>[<a>1</a>, <a>2</a>]</cite> says", "as [1, 2] says"),
        ("by <cite><a>Writer2020 </a></cite>, and ( <a>2</a> ).", "by Writer2020, and (2)."),
        ("one<br class='ltx_break'>two", "one two"),
        ('use <span class="ltx_ERROR undefined">\\ul</span>this', "use this"),
        ("5 &lt; 6 &amp; 7\u00a0% \u00ad", "5 < 6 & 7 % \u00ad"),
        ('x<span hidden>no</span><span style="display: none">no</span>y', "xy"),
        ("of .5 and f ( x )", "of .5 and f (x)"),
    ],
)
def test_running_text_reads_on(inside: str, expected: str) -> None:
    """No word is glued to the next, and no sign stands alone."""
    assert words(f'<div class="ltx_para"><p class="ltx_p">{inside}</p></div>') == [expected.strip()]


TEX = (
    '<annotation encoding="application/x-tex">n_i</annotation>'
    '<annotation encoding="other">n i</annotation>'
)


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ('<math alttext="n&gt;0"><semantics><mi>n</mi></semantics></math>', "n>0"),
        ('<math alttext="\\displaystyle\\frac{a}{b}"><mi>a</mi></math>', r"\frac{a}{b}"),
        ('<math alttext="a+%&#10;b=30\\%"><mi>a</mi></math>', "a+b=30%"),
        ('<math alttext="68\\text{\\,}\\mathrm{\\char 37}"><mi>a</mi></math>', "68%"),
        ('<math alttext="1{,}000\\textbf{x}"><mi>a</mi></math>', r"1,000\textbf{x}"),
        (
            f"<math><mi>n</mi><annotation-xml><ci>n</ci></annotation-xml>{TEX}</math>",
            "n_i",
        ),
        ("<math><mi>n</mi><mo>+</mo><mn>1</mn></math>", "n+1"),
        (
            f'<span><math><mi>n</mi>{TEX}</math></span><span aria-hidden="true">n</span>',
            "n_i",
        ),
    ],
)
def test_a_formula_is_said_once_as_its_source(formula: str, expected: str) -> None:
    """Pages hold each formula up to four times."""
    assert words(f"<p>with {formula} given</p>") == [f"with {expected} given"]


def test_a_displayed_formula_stays_with_its_sentence() -> None:
    """Also where it is a paragraph of its own; a table it is not."""
    equation = (
        '<table class="ltx_equation ltx_eqn_table"><tr class="ltx_equation ltx_eqn_row">'
        '<td class="ltx_eqn_cell"><math alttext="y=ax"></math></td>'
        '<td class="ltx_eqn_cell">{}</td></tr></table>'
    )

    assert shown(
        read(
            f'<div class="ltx_para"><p class="ltx_p">Let</p>{equation.format("(1)")}'
            '<p class="ltx_p">hold.</p></div><div class="ltx_para"><p class="ltx_p">Then</p></div>'
            f'<div class="ltx_para">{equation.format("(2)")}</div>'
        )
    ) == [("paragraph", "Let y=ax (1) hold."), ("paragraph", "Then y=ax (2)")]


ITEM = '<li class="ltx_item"><span class="ltx_tag ltx_tag_item">{}</span><div class="ltx_para">'
ITEM += '<p class="ltx_p">{}</p></div></li>'


def test_a_list_stays_with_what_announces_it() -> None:
    """Who counts the items has to see them in one quote."""
    items = "".join(ITEM.format("•", name) for name in ("GSM", "MATH"))
    announced = '<div class="ltx_para"><p class="ltx_p">We use:</p></div>'

    assert words(
        f'{announced}<div class="ltx_para"><ul class="ltx_itemize">{items}</ul></div>'
    ) == ["We use: • GSM • MATH"]
    assert words("<p>We use:</p><ul><li>GSM<li><p>MATH</p></ul><p>Both.</p>") == [
        "We use: • GSM • MATH",
        "Both.",
    ]


def test_long_items_stand_alone() -> None:
    """A list of paragraphs is not one passage."""
    items = "".join(ITEM.format(f"{n}.", "word " * 200) for n in (1, 2, 3))

    found = words(f'<ol class="ltx_enumerate">{items}</ol>')

    assert [text[:7] for text in found] == ["1. word", "2. word", "3. word"]


def test_a_table_is_one_passage_and_its_caption_another() -> None:
    """A cell over several rows stands in each, one over several columns keeps its columns."""
    table = """<figure class="ltx_table"><figcaption class="ltx_caption">
    <span class="ltx_tag">Table 2: </span>Scores of <b>all</b>.</figcaption>
    <table class="ltx_tabular"><thead class="ltx_thead">
    <tr class="ltx_tr"><th class="ltx_td"></th><th class="ltx_td" colspan="2">Test</th></tr></thead>
    <tr class="ltx_tr"><td class="ltx_td" rowspan="2">Ours</td><td class="ltx_td">a</td>
    <td class="ltx_td"><math alttext="6.8\\pm 0.1"></math></td></tr>
    <tr class="ltx_tr"><td class="ltx_td">b</td><td class="ltx_td">
    <table class="ltx_tabular"><tr class="ltx_tr"><td class="ltx_td">4</td></tr>
    <tr class="ltx_tr"><td class="ltx_td">(best)</td></tr></table></td></tr>
    <tr class="ltx_tr"><td class="ltx_td"></td></tr></table></figure>"""

    assert shown(read(table)) == [
        ("caption", "Table 2: Scores of all."),
        ("table", r"| Test ; Ours | a | 6.8\pm 0.1 ; Ours | b | 4 (best)"),
    ]


def test_a_table_of_spans_is_a_table() -> None:
    """LaTeXML writes tables in the line so."""
    cell = '<span class="ltx_td">{}</span>'
    row = '<span class="ltx_tr">' + cell.format("a") + cell.format("b") + "</span>"

    assert shown(read(f'<span class="ltx_tabular">{row}{row}</span>')) == [
        ("table", "a | b ; a | b")
    ]


NOTE = (
    '<span class="ltx_note ltx_role_{0}"><sup class="ltx_note_mark">1</sup>'
    '<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>'
    '<span class="ltx_tag ltx_tag_note">1</span>{1}</span></span></span>'
)


def test_a_footnote_follows_the_paragraph_it_stands_in() -> None:
    """The sentence is whole without it; notes on authors are none of the paper's words."""
    note = NOTE.format("footnote", "See the site.") + NOTE.format("institutetext", "A school")

    assert shown(read(f'<div class="ltx_para"><p>We ship{note}.</p><p>Soon.</p></div>')) == [
        ("paragraph", "We ship. Soon."),
        ("footnote", "See the site."),
    ]


def test_a_caption_inside_a_paragraph_does_not_break_it() -> None:
    """Figures float, also into the middle of a sentence."""
    figure = "<figure class='ltx_figure'><figcaption>Figure 1: A cut.</figcaption></figure>"

    assert shown(read(f'<div class="ltx_para"><p>We see</p>{figure}<p>a cut.</p></div>')) == [
        ("paragraph", "We see a cut."),
        ("caption", "Figure 1: A cut."),
    ]


def test_a_theorem_begins_with_its_name() -> None:
    """The name of a theorem is no section, and says nothing alone."""
    box = (
        '<div class="ltx_theorem"><h6 class="ltx_title ltx_runin ltx_title_theorem">'
        '<span class="ltx_tag">Theorem 2</span>.</h6><div class="ltx_para"><p>It holds.</p></div>'
        '<div class="ltx_para"><p>Always.</p></div></div>'
    )

    text = read(f'<h2 class="ltx_title ltx_title_section">1 A</h2>{box}')

    assert [p.text for p in text.passages] == ["Theorem 2. It holds.", "Always."]
    assert {p.section for p in text.passages} == {"1 A"}


def test_of_a_drawing_only_boxes_of_text_are_read() -> None:
    """Prompts stand in framed boxes that LaTeXML draws; the ticks of an axis say nothing."""
    assert words(
        '<svg class="ltx_picture"><text>0.2</text><foreignObject><span class="ltx_text">0.4</span>'
        '<span class="ltx_inline-block ltx_minipage"><span class="ltx_p">You are helpful.</span>'
        "</span></foreignObject></svg><p>So it is.</p>"
    ) == ["You are helpful.", "So it is."]


def test_a_page_of_the_authors_own_is_read_by_its_tags() -> None:
    """Some papers are submitted as HTML: no class tells what is what."""
    text = read_html(
        b"<html><head><title>Site</title></head><body><nav>Home</nav><h1>On Cuts</h1>Some text<br>"
        b"in the open.<h2>Abstract</h2><p>We cut.<h2>1. Cuts</h2><p>Deep.<h3>1.1 More</h3>"
        b"<dl><dt>Cut</dt><dd>what we do</dd></dl><table><caption>Table 1. All</caption>"
        b"<tr><th>a<th>b<tr><td>1<td>2</table><figure><figcaption>Fig. 1</figcaption></figure>"
        b"<h2>4. References</h2><h3>Books</h3><ol><li>A book</ol><h2>Appendix</h2><div>End.</div>"
        b"<footer>2026</footer>"
    )

    assert text.title == "On Cuts"
    assert [(p.section, p.kind.value, p.text) for p in text.passages] == [
        ("Text", "paragraph", "Some text in the open."),
        ("Abstract", "paragraph", "We cut."),
        ("1. Cuts", "paragraph", "Deep."),
        ("1.1 More", "paragraph", "Cut what we do"),
        ("1.1 More", "caption", "Table 1. All"),
        ("1.1 More", "table", "a | b ; 1 | 2"),
        ("1.1 More", "caption", "Fig. 1"),
        ("Appendix", "paragraph", "End."),
    ]


def test_a_page_that_only_speaks_of_latexml_is_read() -> None:
    """The word in a style sheet does not hide the text."""
    text = read_html(b"<html><style>.ltx_document {}</style><body><p>Here it is.</p>")

    assert [p.text for p in text.passages] == ["Here it is."]


def test_xhtml_is_read() -> None:
    """An empty element does not swallow what follows, and entities are known."""
    text = read_html(
        b'<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "a" "b">'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script/></head><body>'
        b'<div class="ltx_document"><p class="ltx_p">A<a name="x"/>&nbsp;<span/>b.</p></div>'
        b"</body></html>"
    )

    assert [p.text for p in text.passages] == ["A b."]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="iso-8859-1">', "iso-8859-1"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">', "cp1252"),
        ('<meta charset="iso-8859-1">', "utf-8"),
    ],
)
def test_letters_survive_any_usual_encoding(head: str, encoding: str) -> None:
    """Old pages are not UTF-8, and some that are say otherwise."""
    page = f"<html><head>{head}</head><p>Poincaré</p>".encode(encoding)

    assert looks_like_html(page)
    assert [p.text for p in read_html(page).passages] == ["Poincaré"]


@pytest.mark.parametrize("charset", ["punycode", "martian", "gbx", "unicode_escape", "hex"])
def test_an_encoding_that_is_none_is_not_obeyed(charset: str) -> None:
    """Some of Python's decoders take for ever, or are no text encodings."""
    page = f'<html><meta charset="{charset}"><p>Poincar'.encode() + b"\xe9 was here</p>"

    assert "was here" in read_html(page).passages[0].text


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<!-- nothing -->",
        b"<html><body></body></html>",
        b"<html><body><p> \xc2\xa0 \xe2\x80\x8b </p><p>***</p></body></html>",
        b"<html><head><title>Only a title</title></head></html>",
        b"<html><h2>References</h2><p>All of it.</p>",
        b"<html><script>let a = 'words'</script><img alt='words'>",
    ],
)
def test_a_page_without_text_is_an_error(page: bytes) -> None:
    """It never becomes a paper that says nothing."""
    with pytest.raises(SourceError, match="HTML page"):
        read_html(page)


def test_nothing_is_fetched_and_no_entity_grows() -> None:
    """A page defines nothing: neither bombs nor files of this machine."""
    text = read_html(
        b'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'
        b"<html><body><p>Said: &b; &c;</p></body></html>"
    )

    assert text.passages[-1].text == "Said: &b; &c;"


DEEP = b"<p>Start</p>" + b"<div>" * 200_000


@pytest.mark.slow
@pytest.mark.parametrize(
    ("page", "first"),
    [
        (DEEP + b"word" + b"</div>" * 200_000, "Start"),
        (DEEP + b"</b>" * 200_000, "Start"),
        (b"<p>word</p>" * 500_000, "word"),
        (b"<p>" + b"word " * 1_000_000, "word"),
        (b"<p>" + b"<i>word</i> " * 320_000, "word"),
        (b"<table>" + b"<tr><td>x<td>y" * 50_000, "x | y"),
        (b"<table><tr>" + b"<td>" * 50_000 + b"x", "| |"),
        (b"<table><tr><td>x" * 50_000, "x"),
        (b"<ul><li>x" * 50_000, "• x"),
        (b"<p>x" + b'<span class="ltx_note ltx_role_footnote">n' * 50_000, "x"),
        (b"<p>x<math alttext='" + b"$\\displaystyle " * 200_000 + b"'>", "x"),
        (b"<p>x" + b" ,) (" * 400_000, "x"),
        (b"<h2>" + b"1 i " * 200_000 + b"</h2><p>x", "x"),
        (b"<p>x" + b"<" * 500_000, "x"),
        (b"<table>" + b"<tr><td rowspan=999 colspan=999>" * 50_000 + b"x", "x"),
        ((b"<table><tr>" + b"<td rowspan=200 colspan=50>x" * 9 + b"<tr>" * 200) * 500, "x"),
    ],
    ids=(
        "deep stray paragraphs words inlines rows cells tables lists notes tex signs heading "
        "brackets stairs spans"
    ).split(),
)
def test_an_endless_page_is_read_to_a_limit(page: bytes, first: str) -> None:
    """What is kept is the beginning; whatever the page, it ends."""
    text = read_html(page)

    assert text.passages[0].text.startswith(first)
    assert len(text.passages) <= 6_000
    assert sum(len(passage.text) for passage in text.passages) <= 1_510_000


@pytest.mark.parametrize(
    ("name", "sections", "least"),
    [
        ("derived-html/2310.06825v1.html", {"Abstract", "1 Introduction", "6 Conclusion"}, 40),
        ("derived-html/2305.03393v1.html", {"Abstract", "4.2 Language Syntax"}, 35),
        ("html/0903.1000.html", {"Abstract", "1. Introduction"}, 45),
        ("html/1307.8133.html", {"Abstract", "II Band Deformation"}, 50),
        ("html/1311.0066.xhtml", {"Abstract", "3.2. Agreement"}, 200),
        ("html/arxiv-pilot-2023-sample_paper.html", {"Abstract", "Data availability"}, 40),
    ],
)
def test_real_pages_are_read_whole_and_clean(
    shared_data: Path, name: str, sections: set[str], least: int
) -> None:
    """Headings are found; nothing of the page's machinery is in the text."""
    text = read_html((shared_data / "arxiv" / name).read_bytes())

    said = "\n".join(passage.text for passage in text.passages)
    assert sections <= {passage.section for passage in text.passages}
    assert len(text.passages) >= least
    assert text.title
    for noise in ("Report Issue", "LaTeXML", "\\displaystyle", " ,", " .\n", "italic_", "Refer to"):
        assert noise not in said, noise


def test_the_numbers_of_a_real_table_stand_beside_their_names(shared_data: Path) -> None:
    """A row is enough to say what a number is of."""
    text = read_html((shared_data / "arxiv/derived-html/2310.06825v1.html").read_bytes())

    tables = [p.text for p in text.passages if p.kind is PassageKind.TABLE]
    assert (text.paper_id, text.version) == ("2310.06825", 1)
    assert any("; n_layers | 32 ;" in table for table in tables)
