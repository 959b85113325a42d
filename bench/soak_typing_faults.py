"""What may happen to somebody typing: each fault is begun at a random moment of a round and ended later in it."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Error

from bench.soak_kept import changed
from bench.soak_panel import confirm
from bench.soak_programs import Program, Web, restart_database
from bench.soak_typing_desk import Desk
from bench.stage import wait_for_web
from portal import db

_ONE_PROCESS = 0.25  # part of the kills that take one process of the web server, the others all of it
_LAST_WAIT = 1.5  # seconds, at most, between the last key and a tab closed or a browser killed
_ASKED = 4.0  # seconds until the page must ask to confirm, once something was typed
_REVOKE = "UPDATE sign_in SET revoked_at = now() WHERE person_id = :person AND revoked_at IS NULL"


@dataclass(frozen=True)
class Fault:
    """weight: how often beside the others. begin, end: what happens. takes_page: nothing can be typed from begin to
    end, and what was typed in the second before may be gone."""

    name: str
    weight: int
    begin: Callable[[], None]
    end: Callable[[], None]
    takes_page: bool = False


class Trouble:
    """All faults around one desk. ended_at: when its page was last taken away; was_warned: whether it said not to."""

    def __init__(self, desk: Desk, web: Web, *, with_database: bool) -> None:
        self.desk, self.web, self.ended_at, self.panels = desk, web, 0.0, 0
        self.was_warned = False
        self._is_killed = False
        self.all = [
            Fault("web server killed", 3, self._kill_web, self._start_web),
            Fault("network gone", 5, lambda: self._offline(True), lambda: self._offline(False)),
            Fault("sign-in revoked", 4, self._revoke, self._confirm),
            Fault("tab closed", 4, self._close_tab, self._new_page, takes_page=True),
            Fault("browser killed", 2, self._kill_browser, self._start_browser, takes_page=True),
        ]
        if with_database:
            self.all.append(Fault("database killed", 2, self._kill_database, self._start_database))

    def _kill_web(self) -> None:
        self._is_killed = self.desk.random.random() > _ONE_PROCESS
        if self._is_killed:
            self.web.kill()
            Program.start(self.web)  # it comes back while the typing goes on
        else:
            self.web.kill_child(self.desk.random)

    def _start_web(self) -> None:
        wait_for_web(self.web.port)

    def _kill_database(self) -> None:
        os.kill(int((self.web.stage.folder / "postgres.pid").read_text().split()[0]), signal.SIGKILL)

    def _start_database(self) -> None:
        restart_database(self.web.stage)
        db.session.remove()
        db.engine().dispose()

    def _offline(self, is_so: bool) -> None:
        with suppress(Error):
            self.desk.browser.context.set_offline(is_so)

    def _revoke(self) -> None:
        changed(_REVOKE, person=self.desk.person.id)

    def _confirm(self) -> None:
        if not self.desk.is_signed_out:
            self.panels += confirm(self.desk.page, self.desk.person, wait=_ASKED)

    def _close_tab(self) -> None:
        self._pause()
        self.desk.browser.new_tab()

    def _new_page(self) -> None:
        self.desk.open()

    def _kill_browser(self) -> None:
        self._pause()
        self.desk.browser.kill()

    def _start_browser(self) -> None:
        self.desk.browser.start()
        self.desk.sign_in()
        self.desk.open()

    def _pause(self) -> None:
        time.sleep(self.desk.random.uniform(0, _LAST_WAIT))
        self.ended_at, self.was_warned = time.time(), self.desk.is_only_here
