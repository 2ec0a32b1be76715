"""The HTML report in a real Chromium: quiet console, working filters, no injection, readable in both schemes."""

from __future__ import annotations

import base64
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sample_runs import ATTACK, OPTIONS, WORKED, against_base, hostile, large
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from consistency.model.run import Run
from consistency.report.html import render

BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = """--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,1000""".split()

pytestmark = pytest.mark.skipif(
    not (BROWSER and DRIVER), reason="needs Debian's chromium and chromium-driver (.ci/install-system-packages)"
)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    assert BROWSER is not None
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER
    for flag in [*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def show(browser: webdriver.Chrome, tmp_path: Path) -> Iterator[Any]:
    """Open a run's page; afterwards the console must have stayed silent."""

    def opened(run: Run, anchor: str = "") -> webdriver.Chrome:
        page = tmp_path / "report.html"
        page.write_text(render(run, OPTIONS), encoding="utf-8")
        browser.get(page.as_uri() + anchor)
        return browser

    yield opened
    assert browser.get_log("browser") == []  # type: ignore[no-untyped-call]  # selenium leaves it untyped


COUNT = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).length"


def count(browser: webdriver.Chrome, selector: str) -> int:
    """How many elements of a kind a reader can see."""
    return int(browser.execute_script(COUNT, selector))


def pick(browser: webdriver.Chrome, **values: str) -> None:
    """Set filters as a reader would, and let the page know."""
    for name, value in values.items():
        browser.execute_script(
            "const field = document.getElementById(arguments[0]); field.value = arguments[1];"
            "field.dispatchEvent(new Event('input', {bubbles: true}))", name, value,
        )  # fmt: skip


def test_the_worked_example_opens_without_a_word_in_the_console(show: Any) -> None:
    browser = show(WORKED)
    assert browser.title == "Consistency of homelab"
    assert count(browser, ".finding") == 6
    assert count(browser, ".finding .sides") == 4
    assert count(browser, ".tile") == 7
    assert count(browser, "#filters") == 1


def test_filters_work_without_a_server(show: Any) -> None:
    browser = show(WORKED)
    pick(browser, q="litellm")
    assert (count(browser, ".finding"), count(browser, ".tile"), count(browser, ".host")) == (2, 1, 1)
    pick(browser, q="", severity="medium")
    assert count(browser, ".finding") == 2
    pick(browser, state="answered")
    assert count(browser, ".finding") == 1
    assert "1 of 6 findings" in browser.find_element("id", "told").text
    browser.find_element("css selector", "#filters button").click()
    browser.execute_async_script("setTimeout(arguments[0], 20)")
    assert count(browser, ".finding") == 6
    pick(browser, host="HP DietPi")
    assert (count(browser, ".tile"), count(browser, ".service")) == (1, 1)
    pick(browser, host="", port="conflict")
    assert count(browser, ".tile") == 1
    pick(browser, port="", family="D")
    assert count(browser, ".finding") == 1


def test_a_tile_leads_to_its_service_with_all_its_claims(show: Any) -> None:
    browser = show(WORKED)
    browser.find_element("css selector", ".tile.drift a").click()
    browser.execute_async_script("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")
    opened = browser.find_element("css selector", ".service[open]")
    assert "LiteLLM proxy" in opened.text
    assert "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md:3:4" in opened.text
    assert opened.is_displayed()


def test_a_hostile_document_cannot_inject(show: Any) -> None:
    for text in (ATTACK, "'\"--></style></script><script>window.hacked=1</script>", "<iframe srcdoc='<script>'>"):
        browser = show(hostile(text))
        assert browser.execute_script("return window.hacked") is None
        assert count(browser, "img, svg[onload], iframe, main script") == 0
        pick(browser, q="x")
        assert count(browser, "h1") == 1


def test_even_injected_markup_could_not_run(browser: webdriver.Chrome, tmp_path: Path) -> None:
    page = tmp_path / "broken.html"
    broken = render(WORKED, OPTIONS).replace("<main>", "<main><script>window.hacked=1</script>")
    page.write_text(broken, encoding="utf-8")
    browser.get(page.as_uri())
    assert browser.execute_script("return window.hacked") is None
    assert "Content Security Policy" in str(browser.get_log("browser"))  # type: ignore[no-untyped-call]  # selenium leaves it untyped


def test_five_hundred_services_on_forty_hosts_stay_usable(show: Any) -> None:
    browser = show(large())
    assert count(browser, ".host") == 40
    assert count(browser, ".tile") == 500
    pick(browser, q="queue-24")
    assert count(browser, ".tile") == 1
    assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_page_is_never_wider_than_the_window(show: Any, browser: webdriver.Chrome, width: int) -> None:
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    for run in (WORKED, against_base(), hostile()):
        show(run)
        assert browser.execute_script(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


CONTRAST = """
const light = (color) => {
  const [r, g, b] = color.match(/[0-9.]+/g).slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const ground = (one) => {
  for (let at = one; at; at = at.parentElement) {
    const color = getComputedStyle(at).backgroundColor;
    if (!/, 0\\)$|transparent/.test(color)) return color;
  }
  return "rgb(255, 255, 255)";
};
return [...document.querySelectorAll(".message, .name, .tile strong, .severity, h1, .looked, .mark, pre, mark, td")]
  .filter((one) => one.checkVisibility() && one.textContent.trim()).map((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    return [one.className || one.tagName, (a + 0.05) / (b + 0.05)];
  }).filter(([name, ratio]) => ratio < 3);
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_is_readable_in_both_schemes(show: Any, browser: webdriver.Chrome, scheme: str) -> None:
    feature = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", feature)
    show(WORKED)
    ground = browser.execute_script("return getComputedStyle(document.body).backgroundColor")
    assert (ground == "rgb(21, 23, 26)") == (scheme == "dark")
    assert browser.execute_script(CONTRAST) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_it_prints(show: Any) -> None:
    browser = show(WORKED)
    assert base64.b64decode(browser.print_page()).startswith(b"%PDF")
