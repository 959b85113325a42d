"""Clients that send the same kind of HTTP request again and again on kept-alive connections."""

import socket
import statistics
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

Ask = Callable[[int, int], bytes]  # client number, turn -> the whole request


@dataclass(frozen=True)
class Load:
    """What a run showed: answers a second and the median time of one, in milliseconds."""

    per_second: float
    median_ms: float


class BadAnswer(Exception):
    """An answer that was not 200: a figure made of errors is worth nothing."""


def run(port: int, ask: Ask, *, clients: int, seconds: float) -> Load:
    """Have `clients` send for `seconds`. Raises BadAnswer when any answer is not 200."""
    times: list[list[float]] = [[] for _ in range(clients)]
    faults: list[Exception] = []
    end = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_client, args=(port, ask, number, end, times[number], faults))
        for number in range(clients)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    taken = time.perf_counter() - started
    every = [one for kept in times for one in kept]
    return Load(len(every) / taken, statistics.median(every) * 1000)


def _client(port: int, ask: Ask, number: int, end: float, times: list[float], faults: list[Exception]) -> None:
    try:
        with socket.create_connection(("127.0.0.1", port)) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            turn = 0
            while time.perf_counter() < end:
                begun = time.perf_counter()
                line.sendall(ask(number, turn))
                _answer(line)
                times.append(time.perf_counter() - begun)
                turn += 1
    except Exception as fault:
        faults.append(fault)


def _answer(line: socket.socket) -> None:
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(line)
    head, body = got.split(b"\r\n\r\n", 1)
    if not head.startswith(b"HTTP/1.1 200"):
        raise BadAnswer(head[:200] + b" " + body[:200])
    length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
    while len(body) < length:
        body += _more(line)


def _more(line: socket.socket) -> bytes:
    got = line.recv(65_536)
    if not got:
        raise BadAnswer(b"the server hung up")
    return got
