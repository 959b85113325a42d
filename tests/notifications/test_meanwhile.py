import os
import threading
import time

from notifications.meanwhile import Meanwhile


def test_it_is_done_again_and_again_until_the_block_ends_and_never_after() -> None:
    done, enough = list[float](), threading.Event()

    def act() -> float:
        done.append(time.monotonic())
        if len(done) == 3:
            enough.set()
        return 0.01

    meanwhile, begun = Meanwhile(), time.monotonic()
    with meanwhile.after(0.05, act):
        assert enough.wait(10)
    held = len(done)
    with meanwhile.after(60, act):
        pass
    time.sleep(0.05)
    assert len(done) == held and done[0] - begun >= 0.05


def test_what_goes_wrong_for_one_is_no_trouble_for_another() -> None:
    def breaks() -> float:
        raise OSError

    meanwhile, done = Meanwhile(), threading.Event()

    def act() -> float:
        done.set()
        return 60.0

    with meanwhile.after(0, breaks), meanwhile.after(0.01, act):
        assert done.wait(10)


def test_a_block_ends_only_when_what_was_begun_for_it_is_done() -> None:
    meanwhile, began, is_done = Meanwhile(), threading.Event(), list[bool]()

    def act() -> float:
        began.set()
        time.sleep(0.1)
        is_done.append(True)
        return 60.0

    with meanwhile.after(0, act):
        assert began.wait(10)
    assert is_done


def test_a_forked_process_has_a_thread_of_its_own() -> None:
    meanwhile, done = Meanwhile(), threading.Event()

    def act() -> float:
        done.set()
        return 60.0

    with meanwhile.after(0, act):
        assert done.wait(10)
    done.clear()
    child = os.fork()
    if child == 0:
        with meanwhile.after(0, act):
            os._exit(0 if done.wait(10) else 1)
    assert os.waitpid(child, 0)[1] == 0
