"""Every figure of the player in one table: python -m player

The real server with the default voice, warm, and Debian's Chromium, both on this machine. Presses: articles that are
new to the server, each in a new profile. Playing: an article of 20,000 words, heard at three paces, with jumps and
changes of pace between them. Some two minutes.
"""

from __future__ import annotations

from statistics import median

import numpy as np
from playwright.sync_api import Page

from figure import Figure, Given, run_alone
from news import long_text, told_again
from player import listening, sizes
from wordpace_process import serving

ASK = "([name, detail]) => document.querySelector('wordpace-player').dispatchEvent(new CustomEvent(name, {detail}))"
PRESSES = 20
REACTION_MS = 1500  # from an article on the screen to a press: a person looks first
LONG = 20_000  # words
PACES = (200, 300, 400)
SECONDS = 12  # of listening at each pace
SIZE_ASKED, PRESS_ASKED_S, TASK_ASKED_MS, SHIFT_ASKED = 40, 0.5, 50, 0.1


def figures(_given: Given) -> list[Figure]:
    """Size, presses, playing."""
    with serving() as server, listening.a_browser() as browser:
        root = f"http://{server.host}:{server.port}/listen/"
        presses: dict[int, list[float]] = {REACTION_MS: [], 0: []}
        shifts = []
        for version in range(2 * PRESSES):
            page = listening.opened(browser, root + server.add(told_again(500 + version)))
            wait = list(presses)[version % 2]
            page.wait_for_timeout(wait)
            presses[wait].append(listening.press_ms(page) / 1000)
            shifts.append(listening.shift(page))
            page.context.close()
        page = listening.opened(browser, root + server.add(long_text(LONG)))
        loading = listening.worst_task(page)
        began = listening.now(page)
        with listening.traced(page) as tasks:
            late, frames = _playing(page)
        worst = listening.worst_task(page, began)
        shifts.append(listening.shift(page))
    many = f"{len(tasks)} tasks; that by the clock counts other programs, too"
    none = "0: no task was over 50 ms, and of shorter ones the browser does not tell"
    return [
        *_sizes(),
        *_presses("press", f"pressed {REACTION_MS / 1000} s after the page was ready", presses[REACTION_MS]),
        *_presses("press_at_once", "pressed in the same moment", presses[0]),
        Figure("worst_task_ms", "longest task while playing 20,000 words", "ms", worst, TASK_ASKED_MS, note=none),
        Figure("worst_task_cpu_ms", "the same, by processor time", "ms", max(tasks), TASK_ASKED_MS, note=many),
        Figure("loading_task_ms", "longest task while that page loads", "ms", loading, note="its layout among it"),
        *_words(late, frames),
        Figure("shift", "layout shift, the worst page", "", max(shifts), SHIFT_ASKED, note=f"{len(shifts)} pages"),
    ]


def _presses(key: str, when: str, seconds: list[float]) -> list[Figure]:
    """The time from the press of play to sound."""
    p95, p50 = map(float, np.percentile(seconds, [95, 50]))
    return [
        Figure(f"{key}_p95_s", "press of play to sound: p95", "s", p95, PRESS_ASKED_S, note=f"{PRESSES} times {when}"),
        Figure(f"{key}_p50_s", "press of play to sound: median", "s", p50, PRESS_ASKED_S),
    ]


def _words(late: list[float], frames: list[float]) -> list[Figure]:
    """How far from its time each word was lit, before or after, beside a frame."""
    frame = median(frames)
    p50, p95 = map(float, np.percentile(np.abs(late), [50, 95]))
    paces = ", ".join(map(str, PACES))
    words = f"{len(late)} words at {paces} wpm; from {min(late):.0f} to {max(late):.0f} ms"
    shown = f"{len(frames)} frames; p95 {np.percentile(frames, 95):.1f} ms"
    return [
        Figure("frame_ms", "a frame", "ms", frame, note=shown),
        Figure("word_p50_ms", "a word is lit so far from its time: median", "ms", p50, frame),
        Figure("word_p95_ms", "a word is lit so far from its time: p95", "ms", p95, frame, note=words),
    ]


def _sizes() -> list[Figure]:
    """All script, and what a page loads at first."""
    names = set(sizes.scripts())
    first = sizes.at_first("player.js")
    alone = f"each file by itself: {sizes.one_by_one(names) / 1000:.1f} kB"
    made = [
        Figure(
            "scripts_kb", "all script, unminified, gzipped", "kB", sizes.together(names) / 1000, SIZE_ASKED, note=alone
        ),
        Figure("first_kb", "of it before play is pressed", "kB", sizes.together(first) / 1000, SIZE_ASKED),
    ]
    if "embed.js" in names:
        embed = sizes.together(sizes.at_first("embed.js")) / 1000
        made.append(Figure("embed_kb", "of it at first on an embedding page", "kB", embed, SIZE_ASKED))
    return made


def _playing(page: Page) -> tuple[list[float], list[float]]:
    """Plays at each pace, from another place each time."""
    late, frames = [], []
    listening.press_ms(page)
    for number, wpm in enumerate(PACES):
        page.evaluate(ASK, ["wordpace-pace-request", {"wpm": wpm}])
        page.evaluate(ASK, ["wordpace-scrub-request", {"time": 300 * number}])
        page.wait_for_timeout(3000)  # until the pace has changed
        lit, shown = listening.listened(page, SECONDS)
        late += lit
        frames += shown
    return late, frames


if __name__ == "__main__":
    run_alone(figures, __doc__)
