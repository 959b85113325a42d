"""Take the pictures in docs/pictures from a portal of its own with the demo in it: `make pictures`."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
OFFICE: ViewportSize = {"width": 1100, "height": 1180}
PHONE: ViewportSize = {"width": 360, "height": 740}
ADVISOR, ADMINISTRATOR = "grace.okafor@council.example", "morag.ellis@council.example"
REFERRER, WRITER = "p.nair@larkfield.school.example", "m.nowak@dukeriesedge.school.example"


def main() -> None:
    """Start the portal, take every picture, stop it."""
    chromium = shutil.which("chromium") or sys.exit("Install Debian's chromium: sudo apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with running() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        take_advisors(signed_in(browser, address, ADVISOR, OFFICE))
        take_referrers(signed_in(browser, address, REFERRER, PHONE))
        take_form(signed_in(browser, address, WRITER, PHONE))
        people = signed_in(browser, address, ADMINISTRATOR, OFFICE)
        people.goto("/people")
        keep(people, "people")
        browser.close()


@contextmanager
def running() -> Iterator[str]:
    """The default run in an empty folder; yields its address."""
    with tempfile.TemporaryDirectory(prefix="portal-pictures-") as home:
        command = [sys.executable, "-m", "portal.cli", "run"]
        run = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"PORTAL_HOME": home, "PORT": "0"}, stdout=subprocess.PIPE, text=True
        )
        assert run.stdout is not None
        said = ""
        for line in run.stdout:
            said += line
            if "Ctrl-C stops it" in line:
                break
        try:
            found = re.search(r"Open +(\S+)", said) or sys.exit(f"The portal did not start:\n{said}")
            yield found[1]
        finally:
            run.send_signal(signal.SIGINT)
            run.wait(60)
            stop_keeping(home)


def stop_keeping(home: str) -> None:
    """Forget the database too: for root it stands outside `home`."""
    words = (
        "import sys; from pathlib import Path; from portal.embedded import postgres; postgres.erase(Path(sys.argv[1]))"
    )
    subprocess.run([sys.executable, "-c", words, home], cwd=ROOT, check=True)


def signed_in(browser: Browser, address: str, email: str, viewport: ViewportSize) -> Page:
    """A page of somebody who typed the code from their mail."""
    context = browser.new_context(base_url=address, viewport=viewport, device_scale_factor=1.5)
    page = context.new_page()
    page.goto("/sign-in")
    page.get_by_label("email").fill(email)
    page.get_by_role("button", name="Email me a code").click()
    page.get_by_label("code").first.fill(code_of(context, email))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(re.compile("/(queue|requests|people)$"))
    return page


def code_of(context: BrowserContext, email: str) -> str:
    """The code in the newest mail to `email`; waits until it has come."""
    mailbox = context.new_page()
    mail = mailbox.locator("li", has_text=email).filter(has_text="sign-in code")
    for _ in range(100):
        mailbox.goto("/mailbox")
        if mail.count():
            break
        mailbox.wait_for_timeout(200)
    mail.get_by_role("link").first.click()
    found = re.search(r"\b\d{3} ?\d{3}\b", mailbox.locator("main").inner_text())
    mailbox.close()
    return found[0] if found else sys.exit(f"No code came for {email}")


def take_advisors(page: Page) -> None:
    """The queue, a request, and a decision's letters before they go."""
    page.goto("/queue")
    keep(page, "queue")
    page.get_by_role("link", name="Mabel").click()
    keep(page, "request")
    page.get_by_role("button", name="Carry on deciding").click()
    page.get_by_role("button", name="Make the letters").click()
    page.locator("main img").first.wait_for(timeout=60_000)  # the worker draws it
    keep(page, "deciding")


def take_referrers(page: Page) -> None:
    """Their requests, and the letter that came back."""
    page.goto("/requests")
    keep(page, "your_requests")
    page.get_by_role("link", name="Alfie").last.click()
    href = page.get_by_role("link", name="Download as PDF").first.get_attribute("href")
    assert href
    letter = pypdfium2.PdfDocument(page.context.request.get(href).body())
    letter[0].render(scale=1.4).to_pil().save(PICTURES / "letter.png", optimize=True)
    print("docs/pictures/letter.png", flush=True)


def take_form(page: Page) -> None:
    """A request half written, and a long answer that saved itself while it was typed."""
    page.goto("/requests")
    page.get_by_role("link", name="Carry on").first.click()
    keep(page, "task_list")
    page.goto(f"{page.url}/strengths")
    page.locator("textarea").first.press_sequentially("They cook together on Sundays. Niamh reads to her gran.")
    page.get_by_text(re.compile("^Saved at")).first.wait_for()
    page.mouse.wheel(0, -2000)
    keep(page, "form")


def keep(page: Page, name: str) -> None:
    """What stands on the screen, without the part below; in 256 colours, which nobody sees and halves the file."""
    page.wait_for_load_state("networkidle")
    shown = Image.open(BytesIO(page.screenshot())).convert("RGB")
    shown.quantize(256, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)
    print(f"docs/pictures/{name}.png", flush=True)


if __name__ == "__main__":
    main()
