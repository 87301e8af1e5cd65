"""Takes the README's picture of the player: the real server, the default voice, the sample article, a real browser.

python bench/screenshot.py [PICTURE.png]
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "examples" / "tidal-clock.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--autoplay-policy=no-user-gesture-required"]
VIEWPORT: ViewportSize = {"width": 1000, "height": 960}
PACE = 250  # words per minute
HEARD = 40  # words into the article


@contextmanager
def served(sample: Path) -> Iterator[str]:
    """The address of the sample's page on a server of its own, with an empty library."""
    with tempfile.TemporaryDirectory() as library:
        command = [sys.executable, "-m", "wordpace", "serve", "--port", "0", "--data", library, str(sample)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            try:
                yield next(word for line in process.stdout or () for word in line.split() if "/listen/" in word)
            finally:
                process.terminate()


def picture(page: Page, address: str, target: Path) -> None:
    """Plays the article at the pace until some words are heard, and takes the picture with a word lit."""
    page.add_init_script(f"localStorage.wordpace = JSON.stringify({{voice: null, wpm: {PACE}}})")
    page.goto(address)
    player = page.locator("wordpace-player")
    player.locator(".play").first.click()
    page.wait_for_function("heard => document.querySelector('wordpace-player').state?.word >= heard", arg=HEARD)
    page.mouse.move(0, 0)
    page.evaluate("scrollTo({top: 0, behavior: 'instant'})")
    page.screenshot(path=target)


def main() -> None:
    """Writes the picture, by default docs/player.png."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "player.png"
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is installed.")
    with served(SAMPLE) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        picture(browser.new_page(viewport=VIEWPORT, device_scale_factor=2), address, target)
        browser.close()
    print(f"{target}: {target.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
