"""Texts that are no pages are read whole: poems, songs, plays, chats, recipes, minutes, logs, letters, interviews."""

from __future__ import annotations

import re

import pytest

from wordpace.pipeline.script import DEFAULT_POLICY
from wordpace.readers.text import read_text

TEXTS = {
    "a poem": """The Old Quay

The tide comes in, the tide goes out,
    and no one stays to see
the little boats that turn about
    and tug at being free.

Share with me the bread, my love,
    share with me the wine;
listen to the gulls above,
    listen to the brine.
""",
    "a song": """[Verse 1]
I was walking down by the water
Looking for a reason to stay
Every boat had the name of a daughter
Every daughter had sailed away

[Chorus]
Carry me home, carry me home
Over the stones and the salt and the foam
Carry me home, carry me home

[Verse 2]
Now the lamps on the quay are all lighted

[Chorus]
Carry me home, carry me home
Over the stones and the salt and the foam
Carry me home, carry me home
""",
    "a play": """ACT I

SCENE I. The quay at night.

MARTA. Who keeps the lamp tonight?

PILOT. Nobody.

MARTA. Nobody?

PILOT. The keeper is asleep, and his daughter has gone over to the island to fetch bread for the morning.

[A bell rings.]

MARTA. Listen!

PILOT. Nobody.

Exeunt.
""",
    "a chat": """[10:01] Ann: are you coming to the quay?
[10:02] Bo: yes, in ten minutes
[10:02] Ann: ok
[10:03] Ann: ok
[10:04] Bo: bring the lamp
[10:05] Ann: Share your location
[10:07] Ann: Read more about it later, Dov told me that the harbour will be shut until Friday.
[10:08] Bo: lol
""",
    "a chat with names and times apart": """Ann Lee
10:01 AM
are you coming to the quay?

Bo Ruiz
10:02 AM
yes, in ten minutes

Ann Lee
10:02 AM
ok
""",
    "a recipe": """Barley soup with leeks

Serves 4
Prep time: 20 minutes

Ingredients

200 g barley
3 leeks
1 carrot, diced
Salt and pepper

Method

1. Wash the barley and drain it.
2. Cut the leeks into rings and fry them in butter until they are soft.
3. Add the barley, the carrot and the stock, and cook everything for an hour.

Tip: It tastes better the next day.
""",
    "minutes": """Minutes of the harbour committee
12 March 2026, 7:30 pm, Old Hall

Present: Ann Lee (chair), Bo Ruiz, Cora Day
Apologies: Dov Hale

1. Minutes of the last meeting
Approved.

2. The crane
Bo Ruiz reported that the crane needs a new motor, which will cost about 40,000 crowns.
Action: Bo to ask for three offers by 1 April.

Next meeting: 9 April 2026
""",
    "a log": """2026-03-12 09:30:01 INFO server started
2026-03-12 09:31:10 WARN slow request /index.html 2.1 s
2026-03-12 09:31:11 INFO retry
2026-03-12 09:31:12 INFO retry
""",
    "a speech": """Friends, neighbours, people of Orm,

Forty years ago we stood on this quay and we promised that it would never sink again.

We were wrong.

We were wrong because we listened to those who said that stone is stone. We were wrong because we did not ask the tide.

Thank you.
""",
    "an interview": """An interview with the keeper of the lamp

Q: How long have you kept the lamp?

A: Since I was nineteen, and I am eighty-one now.

Q: What will you do when the new lamp comes?

A: Sleep.

Q: And after that?

A: I will walk to the end of the quay every evening and complain about the colour of the light to anybody who listens.
""",
    "a letter": """Dear Ann,

Thank you for your letter, which came on Monday with the bread boat. We have all read it twice.

Write soon, and send the photos.

Yours,
Bo

P.S. Follow the heron if you see it. It knows where the fish are.
""",
    "questions": """Frequently asked questions

When does the ferry leave?
At nine and at four, except on Sundays.

Where do I sign up?
At the kiosk on the quay. Bring a photo.
""",
    "a diary": """12 March 2026

The storm came at night. We moved the boats before it, all but one.

13 March 2026

No bread. Marta baked with barley and called it cake.

14 March 2026

No bread.
""",
    "an essay": """On reading slowly

There are two ways to read a book, and most of us have forgotten one of them before we are ten years old.

I am a writer, and I should say at once that I practise neither. I read like a man who looks for his keys.

Read more. That is what my teacher wrote under every essay, and it took me thirty years to see that she meant it.
""",
}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("spaced", [True, False], ids=["with blank lines", "without"])
@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_that_is_no_page_is_read_whole(kind: str, spaced: bool) -> None:
    """Every word, in order, repeats included, and nothing skipped."""
    text = TEXTS[kind] if spaced else re.sub(r"\n\s*\n", "\n", TEXTS[kind])
    blocks = read_text(text).blocks
    assert [block.text for block in blocks if DEFAULT_POLICY.get(block.skip or block.role) != "read"] == []
    read = " ".join(f"{block.marker or ''} {block.text}" for block in blocks)
    assert words(read) == words(text)
