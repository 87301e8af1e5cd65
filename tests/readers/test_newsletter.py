"""What is read of newsletters and letters of many layouts, and what is skipped around it."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import fill

import pytest
from tests.readers.test_mail import HEAD, LAST, MORE, PROSE, message

from wordpace.readers.mail import read_mail
from wordpace.records import Article

BREAD = "A second thing happened that week which few people noticed, and it changed the price of bread for years."
COUNCIL = "The council met in the old school, argued until midnight, and agreed only that they would meet again."


def spoken(article: Article) -> list[str]:
    return [block.text for block in article.blocks if block.skip is None and block.role not in {"title", "byline"}]


def skipped(article: Article) -> dict[str, str | None]:
    return {block.text: block.skip for block in article.blocks if block.skip}


@dataclass(frozen=True)
class Letter:
    """A newsletter, and what is its text."""

    content: bytes
    wanted: tuple[str, ...]
    title: str = "The storm"
    byline: str | None = "Ann Lee"


def row(markup: str, more: str = "") -> str:
    """A row of a layout, as programs for newsletters nest them."""
    inner = f'<table width="100%" cellpadding="0"><tbody><tr><td {more}>{markup}</td></tr></tbody></table>'
    return (
        f'<tr><td align="center"><table width="600" border="0"><tr><td valign="top">{inner}</td></tr></table></td></tr>'
    )


NESTED = Letter(
    message(
        '<html><body><div style="display:none;max-height:0">Boats, wind and a yellow sky &zwnj;&nbsp;&zwnj;</div>'
        '<center><table id="bodyTable" width="100%">'
        + row(
            '<a href="https://v.example/1">View this email in your browser</a>',
            'class="mcnTextContent" id="templatePreheader"',
        )
        + row('<a href="/"><img src="logo.png" alt="Vell Letters"></a>')
        + row(f"<h1>The storm</h1><p>{PROSE}</p><p>{MORE}</p>", 'class="mcnTextContent"')
        + row('<a href="https://v.example/more" target="_blank">Read more</a>', 'class="mcnButtonContent"')
        + row(f"<h2>Boats</h2><p>{LAST}</p>", 'class="mcnTextContent"')
        + row(
            '<a href="/t">Twitter</a></td><td><a href="/f">Facebook</a></td><td><a href="/w">Website</a>',
            'class="mcnFollowContent"',
        )
        + row(
            "<em>Copyright © 2026 Vell Letters, All rights reserved.</em><br><br><strong>Our mailing address"
            " is:</strong><br>"
            "1 Quay Street, Vell<br><br>Want to change how you receive these emails?<br>"
            'You can <a href="/p">update your preferences</a> or <a href="/u">unsubscribe from this list</a>.',
            'id="templateFooter"',
        )
        + "</table></center></body></html>",
    ),
    (PROSE, MORE, "Boats", LAST),
)
ESSAY = Letter(
    message(
        "<body><div class='preview'>Why the boats came home ͏ ­͏ ­͏ ­</div><div class='typography'>"
        "<table><tr><td>Forwarded this email? <a href='/s'>Subscribe here</a> for more</td></tr></table>"
        "<h1 class='post-title'><a href='/p/storm'>The storm</a></h1><h3 class='subtitle'>What the wind left"
        " behind</h3>"
        "<table role='presentation'><tr><td><a href='/@ann'>Ann Lee</a></td><td><time>Mar 12</time></td></tr></table>"
        "<table role='presentation'><tr><td><a href='/like'>Like</a></td><td><a href='/c'>Comment</a></td><td>"
        "<a href='/r'>Restack</a></td></tr></table><a href='/app'>READ IN APP</a>"
        f"<p>{PROSE}</p><blockquote><p>{MORE}</p></blockquote><p>It had rained<sup><a"
        f" href='#footnote-1'>1</a></sup>.</p>"
        f"<p class='button-wrapper'><a class='button primary' href='/s'><span>Subscribe"
        f" now</span></a></p><p>{LAST}</p>"
        "<div class='subscription-widget'><p>Vell Letters is a reader-supported publication. To receive new"
        " posts and support"
        " my work, consider becoming a free or paid subscriber.</p><p><a href='/s'>Upgrade to paid</a></p></div>"
        "<div class='footer'><p>© 2026 Ann Lee<br>548 Quay Street, Vell<br><a href='/u'>Unsubscribe</a></p>"
        "<p><a href='/g'>Start writing</a></p></div></div></body>"
    ),
    ("What the wind left behind", PROSE, MORE, "It had rained1.", LAST),
)
PLAIN = Letter(
    message(
        "VELL LETTERS\n============\n\nView this email in your browser: https://v.example/1\n\n"
        f"** The quay\n------------------------------------------------------------\n\n{fill(PROSE, 64)}\n\n"
        f"{fill(MORE, 64)} (https://v.example/track/9f8e7d6c5b4a39281706f5e4d3c2b1a0)\n\n"
        "* Rope\n* Salt\n\n"
        f"{fill(LAST, 64)}\n\n-- \nAnn Lee\nVell Letters, 1 Quay Street\nUnsubscribe: https://v.example/u\n",
        kind="plain",
    ),
    ("The quay", PROSE, f"{MORE} (https://v.example/track/9f8e7d6c5b4a39281706f5e4d3c2b1a0)", "Rope", "Salt", LAST),
)
FORWARDED = Letter(
    message(
        '<div dir="ltr"><br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded'
        " message "
        "---------<br>From: <strong>Bo Ruiz</strong> <span>&lt;<a"
        " href='mailto:bo@v.example'>bo@v.example</a>&gt;</span><br>"
        "Date: Wed, 11 Mar 2026 at 09:12<br>Subject: [Letters] The storm<br>To:"
        " &lt;ann@vell.example&gt;<br></div><br>"
        f"<table><tr><td><p>Having trouble reading this? <a href='/w'>Web version</a></p><p>{PROSE}</p><p>{MORE}</p>"
        "<p>You received this because you signed up at our shop.</p></td></tr></table></div></div>",
        subject="Fwd: [Letters] The storm",
    ),
    (PROSE, MORE),
    byline="Bo Ruiz",
)
DIGEST = Letter(
    message(
        "<body><table><tr><td><p>Issue #42 · 12 March 2026</p><h1>The storm</h1>"
        "<p>Here is the best of what we read this week, from tides to towers and everything between.</p>"
        "<h2>Tides</h2><p><a href='/1'><strong>How harbours count the hours</strong></a><br>A long look at the"
        " clocks of "
        "six small ports. <em>(v.example)</em></p><p><a href='/2'><strong>The salt that built a"
        " town</strong></a><br>Salt paid "
        "for every church on this coast.</p><h2>Towers</h2><ul><li><a href='/3'>Lighthouses by night</a> –"
        " pictures from the "
        "north</li><li><a href='/4'>A keeper remembers</a></li></ul>"
        "<hr><p>Know someone who would like this? <a href='/f'>Forward this email</a>.</p>"
        "<p><a href='/u'>Unsubscribe</a> | <a href='/m'>Manage preferences</a></p></td></tr></table></body>"
    ),
    (
        "Here is the best of what we read this week, from tides to towers and everything between.",
        "Tides",
        "How harbours count the hours A long look at the clocks of six small ports. (v.example)",
        "The salt that built a town Salt paid for every church on this coast.",
        "Towers",
        "Lighthouses by night – pictures from the north",
        "A keeper remembers",
    ),
)
SECTIONS = Letter(
    message(
        "<body style='margin:0'><table width='100%'>"
        + row(
            "<p><a href='/on'>Read online</a> &nbsp;|&nbsp; <a href='/su'>Sign up</a> &nbsp;|&nbsp; <a"
            " href='/ad'>Advertise</a></p>"
        )
        + row("<p><strong>TOGETHER WITH</strong></p><a href='/x'><img src='x.png'></a>")
        + row(f"<h2>The harbour</h2><p>{PROSE}</p>")
        + row(
            "<p>SPONSORED BY KELP &amp; CO</p><h3>Soap from the sea</h3><p>Kelp and Co makes soap that smells of"
            " summer, and "
            "readers get a fifth off all week.</p><p><a href='/x'>Get yours today</a></p>"
        )
        + row(f"<h2>The town</h2><p>{MORE}</p><ul><li>Bread is dear.</li><li>Milk is rare.</li></ul>")
        + row(f"<h2>The weather</h2><p>{LAST}</p>")
        + row(
            "<p><a href='/share'>Share this newsletter</a></p><p>How was today’s letter? <a href='/y'>Good</a>"
            " <a href='/n'>Bad</a></p>"
        )
        + row(
            "<p>You’re getting this because you subscribed at v.example.</p><p>1 Quay Street, Vell</p><p><a"
            " href='/u'>Opt out</a></p>"
        )
        + "</table></body>",
        head=HEAD.replace("Ann Lee", "The Vell Morning"),
    ),
    ("The harbour", PROSE, "The town", MORE, "Bread is dear.", "Milk is rare.", "The weather", LAST),
    byline=None,
)
REPLY = Letter(
    message(
        f"{PROSE}\n\n{MORE}\n\nAnn\n\nOn Wed, 11 Mar 2026 at 09:12, Bo Ruiz <bo@vell.example>\nwrote:\n\n"
        "> When will it open?\n> The shops are empty.\n>\n>> Ask the harbour master.\n",
        subject="Re: The storm",
        kind="plain",
    ),
    (PROSE, MORE, "Ann"),
)
PASSED_ON = Letter(
    message(
        "-----Original Message-----\nFrom: Bo Ruiz <bo@vell.example>\nSent: 11 March 2026 09:12\nTo: Ann Lee\n"
        f"Subject: The storm\n\n{PROSE}\n\n{MORE}\n",
        subject="FW: The storm",
        kind="plain",
    ),
    (PROSE, MORE),
    byline="Bo Ruiz",
)
POLL = Letter(
    message(f"""<body><div style="display:none!important;max-height:0px">PLUS: bread prices</div>
<table class="outer"><tr><td><table><tr><td align="right">
<p style="text-align:right">March 12, 2026 &nbsp; | &nbsp; <a href="/o">Read Online</a></p></td></tr></table>
<table><tr><td><a href="/fb"><img></a> <a href="/tw"><img></a></td></tr></table>
<table><tr><td><h1>The storm</h1></td></tr><tr><td><p>PLUS: bread prices</p></td></tr></table>
<p>Good morning. Today we look at the storm, the harbour and the price of bread.</p>
<h2>1. The harbour</h2><p>{PROSE}</p><p>{MORE}</p><p><em>A quick word from our sponsor</em></p><table><tr><td><p>
<b>Meet KelpPay.</b> The card that pays you back in seaweed. <a href="/k">Open an account</a></p></td></tr></table>
<h2>2. Bread</h2><p>{BREAD}</p><ul><li><p><b>Flour:</b> up by a third.</p></li><li><p><b>Salt:</b> as it was.</p>
</li></ul>
<p>What did you think of today's email?</p><ul><li><a href="/1">Loved it</a></li><li><a href="/2">It was fine</a>
</li><li><a href="/3">Not good</a></li></ul>
<p>Update your email preferences or unsubscribe <a href="/u">here</a></p><p>© 2026 Vell Letters</p>
<p>228 Quay St, Vell</p></td></tr></table></body>"""),
    (
        "PLUS: bread prices",
        "Good morning. Today we look at the storm, the harbour and the price of bread.",
        "1. The harbour",
        PROSE,
        MORE,
        "2. Bread",
        BREAD,
        "Flour: up by a third.",
        "Salt: as it was.",
    ),
)
BLOG = Letter(
    message(f"""<body><span class="preheader">{PROSE[:60]}</span><table class="body"><tr><td class="container">
<div class="content"><table class="main">
<tr class="header-image"><td><img></td></tr><tr><td class="site-info"><table><tr><td class="site-url"><div>
<a href="/">Vell Letters</a></div></td></tr><tr><td class="post-title"><a href="/p">The storm</a></td></tr>
<tr><td><table><tr><td class="post-meta">By Ann Lee – 12 Mar 2026 – <a href="/c">1 comment</a></td>
<td class="post-meta view-online"><a href="/v" class="view-online-link">View in browser</a></td></tr></table></td>
</tr></table></td></tr>
<tr class="post-content-row"><td class="post-content"><p>{PROSE}</p>
<div class="kg-card kg-image-card kg-card-hascaption"><img><div class="kg-card-figcaption">
<p>The quay at low tide. Photo: Bo Ruiz</p></div></div><h3>What we know</h3><p>{MORE}</p>
<blockquote>{LAST}</blockquote>
<div class="kg-card kg-cta-card"><p>Become a paying member to read everything we write.</p>
<a class="btn" href="/j">Join now</a></div><p>{COUNCIL}</p></td></tr>
<tr><td><table class="feedback-buttons"><tr><td><a href="/l">More like this</a></td><td>
<a href="/d">Less like this</a></td><td><a href="/c">Comment</a></td></tr></table></td></tr></table>
<table class="footer"><tr><td>Vell Letters © 2026 – <a href="/u">Unsubscribe</a></td></tr><tr>
<td>Powered by Ghost</td></tr></table></div></td></tr></table></body>"""),
    (PROSE, "What we know", MORE, LAST, COUNCIL),
)
MARKDOWN = Letter(
    message(
        f"""Hello friends,

{PROSE}

{MORE}

## What I read

- How harbours count the hours <https://v.example/1>
- The salt that built a town <https://v.example/2>

## A recipe

1. Boil the water.
2. Add the salt.

{COUNCIL}

Until next week,
Ann

---

You are receiving this email because you subscribed to Vell Letters.
Unsubscribe: https://v.example/u/12345
""",
        kind="plain",
    ),
    (
        "Hello friends,",
        PROSE,
        MORE,
        "What I read",
        "How harbours count the hours <https://v.example/1>",
        "The salt that built a town <https://v.example/2>",
        "A recipe",
        "Boil the water.",
        "Add the salt.",
        COUNCIL,
        "Until next week,",
        "Ann",
    ),
)
APPEAL = Letter(
    message(f"""<body><div id="wrapper"><div class="top-bar"><a href="/w">View web version</a></div>
<div class="hero"><img alt="A boat"></div><div class="copy"><p>Dear reader,</p><p>{PROSE}</p><p>{BREAD}</p>
<p style="text-align:center"><a href="/d" class="btn">Donate today</a></p><p>{COUNCIL}</p>
<p>With thanks,<br>Ann Lee<br>Director, Vell Boats</p></div>
<div class="social-links"><a href="/f">Facebook</a> <a href="/i">Instagram</a></div><div class="legal">
<p>Vell Boats is a registered charity (No. 12345).</p>
<p>You are receiving this email because you gave us your address. <a href="/u">Unsubscribe</a> at any time.</p>
</div></div></body>"""),
    ("Dear reader,", PROSE, BREAD, COUNCIL, "With thanks,", "Ann Lee", "Director, Vell Boats"),
)
ANSWER = Letter(
    message(
        f"""<html><body><div class="WordSection1"><p class="MsoNormal">{PROSE}</p><p class="MsoNormal">&nbsp;</p>
<p class="MsoNormal">{COUNCIL}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt">
<p class="MsoNormal"><b>From:</b> Bo Ruiz &lt;bo@v.example&gt;<br>
<b>Sent:</b> Wednesday, March 11, 2026 9:12 AM<br><b>To:</b> Ann Lee<br><b>Subject:</b> The storm</p></div></div>
<p class="MsoNormal">{MORE}</p></div></body></html>""",
        subject="RE: The storm",
    ),
    (PROSE, COUNCIL),
)

LETTERS = {
    "nested tables": NESTED,
    "an essay": ESSAY,
    "plain text": PLAIN,
    "forwarded": FORWARDED,
    "a digest of links": DIGEST,
    "many sections": SECTIONS,
    "a reply": REPLY,
    "passed on in plain text": PASSED_ON,
    "a poll at the end": POLL,
    "a blog post": BLOG,
    "Markdown sent as it is": MARKDOWN,
    "an appeal": APPEAL,
    "an answer in HTML": ANSWER,
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_letter_is_read_without_what_is_around_it(letter: Letter) -> None:
    """Its words and nothing else, whatever the layout; all the rest is kept with its reason."""
    article = read_mail(letter.content)
    assert (article.title, article.byline) == (letter.title, letter.byline)
    assert tuple(spoken(article)) == letter.wanted
    assert (article.published or "")[:19] == "2026-03-12T08:00:00"


def test_what_is_around_a_letter_is_kept_with_its_reason() -> None:
    """Sponsors, quoted replies, signatures, ways to the web page."""
    reasons = skipped(read_mail(SECTIONS.content))
    assert reasons["SPONSORED BY KELP & CO"] == reasons["Soap from the sea"] == "advert"
    assert reasons["1 Quay Street, Vell"] == "newsletter"
    assert skipped(read_mail(REPLY.content))["Ask the harbour master."] == "quoted-reply"
    assert skipped(read_mail(PLAIN.content))["Ann Lee"] == "signature"
    assert skipped(read_mail(FORWARDED.content))["Subject: [Letters] The storm"] == "boilerplate"


@pytest.mark.parametrize("text", ["[http://", "Sponsored\n\n", "From: a\n", "On 1 March\n", "unsubscribe ", "> a\nb\n"])
def test_a_letter_that_repeats_itself_takes_no_time(text: str) -> None:
    """Nothing is looked for again and again (the test would not end otherwise)."""
    assert read_mail(message(f"{PROSE}\n\n{text * 3_000}\n\n{MORE}", kind="plain")).blocks
