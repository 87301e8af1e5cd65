"""Makes the app's icons as PNG from the player's icon, with a real browser; run it where the icon changed.

python bench/icons.py
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

WEB = Path(__file__).parents[1] / "src" / "wordpace" / "web"
ICON = (WEB / "player" / "icon.svg").read_text(encoding="utf-8")
GROUND = "#1c1a17"  # the icon's own: a maskable icon is filled to its edges
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PNGS = {"icon-16": (16, 1.0), "icon-48": (48, 1.0), "icon-128": (128, 1.0), "icon-192": (192, 1.0)}
PNGS |= {"icon-512": (512, 1.0), "maskable-512": (512, 0.7)}
"""Name: pixels, and how much of them the icon fills; of a maskable one the outer tenth on each side may be cut off."""


def page(size: int, share: float) -> str:
    """A page that shows the icon and nothing else."""
    ground = GROUND if share < 1 else "transparent"
    inner = round(size * share)
    drawn = ICON.replace("<svg ", f'<svg width="{inner}" height="{inner}" ', 1)
    body = f"margin: 0; width: {size}px; height: {size}px; background: {ground}; display: grid; place-items: center"
    return f'<html style="background: transparent"><body style="{body}">{drawn}</body></html>'


def main() -> None:
    """Writes every icon."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        sys.exit(f"This needs Chromium; none of {', '.join(BROWSERS)} is installed.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        for name, (size, share) in PNGS.items():
            sheet = browser.new_page(viewport={"width": size, "height": size})
            sheet.set_content(page(size, share))
            sheet.screenshot(path=WEB / "app" / "icons" / f"{name}.png", omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
