"""The pictures of the README, made from a running register with the real start list and the exercise."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from busrisk.app import make_app
from busrisk.register.people import issue_link, named
from busrisk.settings import read_settings
from tests.bench.pages import ready, serving

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
)
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 780}

# name, exercise, region, role, path, size
SHOTS = (
    ("landelijk", False, "nl", "ministry", "/landelijk", WIDE),
    ("landelijk-smal", False, "nl", "ministry", "/landelijk", NARROW),
    ("ontwikkeling", False, "nl", "ministry", "/ontwikkeling", WIDE),
    ("concessies", False, "nl", "administrator", "/concessies", WIDE),
    ("fabrikant", False, "nl", "ministry", "/fabrikanten/yutong", WIDE),
    ("start-oefening", True, "voorbeeldland", "operator", "/start", WIDE),
    ("concessie-oefening", True, "voorbeeldland", "grantor", "/concessies/vb-noord", WIDE),
    ("wagenpark-oefening", True, "voorbeeldland", "operator", "/wagenpark/vb-noord", WIDE),
    ("wagenpark-smal", True, "voorbeeldland", "operator", "/wagenpark/vb-noord", NARROW),
)


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        for exercise in (False, True):
            _take(browser, Path(folder) / str(exercise), exercise)
        browser.close()


def _take(browser: Browser, data: Path, exercise: bool) -> None:
    settings = read_settings({"BUSRISK_DATA_DIR": str(data)}, exercise=exercise)
    register = ready(settings)
    with serving(make_app(settings)) as port:
        for name, of_exercise, region, role, path, size in SHOTS:
            if of_exercise is not exercise:
                continue
            with register.writer("pictures", "issue_sign_in_link") as writer:
                token = issue_link(writer, named(writer, role, region))
            context = browser.new_context(viewport=size, device_scale_factor=1)
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{port}/aanmelden/{token}")
            page.locator("main form button").first.click()
            page.goto(f"http://127.0.0.1:{port}{path}")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=FOLDER / f"{name}.png")
            context.close()
            print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
