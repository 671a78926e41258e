"""The portal's own server: it serves what it is handed, says little, and shows itself to few."""

import asyncio
import socket
from ipaddress import ip_network

import pytest
from aiohttp import ClientError, ClientSession, web
from structlog.testing import capture_logs

from portal.http import HEADERS, LARGEST_BODY, HttpServer
from portal.office import NotPossible, NotYet
from portal.watching import FORWARDED, is_neighbour, watching_routes

HERE = "127.0.0.1"


class Watched:
    """A server with something to watch."""

    def __init__(self) -> None:
        self.lacking: list[str] = []
        self.networks = ()
        self.server = HttpServer(())

    async def start(self, *routes):
        watching = watching_routes(self.missing, self.numbers, self.networks)
        self.server = HttpServer((*watching, *routes))
        await self.server.start(HERE, 0)

    async def missing(self):
        return self.lacking

    async def numbers(self):
        return b"portal_inbox_updates 3\n"

    async def ask(self, path, **headers):
        async with (
            ClientSession() as http,
            http.get(self.server.url + path, headers=headers) as answer,
        ):
            return answer.status, await answer.text(), answer.headers


@pytest.fixture
async def watched():
    watched = Watched()
    await watched.start()
    yield watched
    await watched.server.close()


async def test_a_portal_that_runs_is_alive(watched):
    status, text, _ = await watched.ask("/healthz")

    assert (status, text) == (200, "alive\n")


async def test_a_portal_that_lacks_something_is_not_ready_and_says_what(watched):
    assert (await watched.ask("/readyz"))[:2] == (200, '{"ready": true, "missing": []}')

    watched.lacking = ["Harbour Practice: slack is not connected."]
    status, text, _ = await watched.ask("/readyz")

    assert status == 503
    assert watched.lacking[0] in text


async def test_numbers_are_shown_in_the_format_of_prometheus(watched):
    status, text, headers = await watched.ask("/metrics")

    assert (status, text) == (200, "portal_inbox_updates 3\n")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")


@pytest.mark.parametrize("header", FORWARDED)
@pytest.mark.parametrize("path", ["/readyz", "/metrics"])
async def test_who_comes_through_a_proxy_sees_no_numbers(watched, path, header):
    assert (await watched.ask(path, **{header: HERE}))[0] == 404
    assert (await watched.ask("/healthz", **{header: HERE}))[0] == 200


@pytest.mark.parametrize(
    ("remote", "is_let_in"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("::ffff:127.0.0.1", True),
        ("10.1.2.3", True),
        ("::ffff:10.1.2.3", True),
        ("10.2.0.1", False),
        ("203.0.113.7", False),
        ("::ffff:203.0.113.7", False),
        ("fe80::1%eth0", False),
        ("", False),
        (None, False),
    ],
)
def test_only_this_machine_and_the_networks_named_may_watch(remote, is_let_in):
    assert is_neighbour(remote, {}, (ip_network("10.1.0.0/16"),)) is is_let_in


async def test_no_answer_says_what_runs_here_or_may_be_kept_or_framed(watched):
    for path in ("/healthz", "/readyz", "/nothing", "/metrics"):
        _, _, headers = await watched.ask(path)

        assert "Server" not in headers
        assert {name: headers[name] for name in HEADERS} == HEADERS


async def test_what_is_not_served_is_not_found(watched):
    for path in ("/", "/telegram/x/clients", "/../etc/passwd", "/healthz/"):
        assert (await watched.ask(path))[0] == 404


async def test_a_body_or_a_header_beyond_the_limit_is_refused(watched):
    async def read(request):
        return web.Response(text=str(len(await request.read())))

    server = HttpServer([web.post("/", read)])
    url = await server.start(HERE, 0)
    try:
        async with ClientSession() as http:

            async def beyond():
                for _ in range(LARGEST_BODY // 2**16 + 2):
                    yield b"x" * 2**16

            async with http.post(url, data=beyond()) as answer:
                assert answer.status == 413
            async with http.post(url, headers={"X-Long": "x" * 10_000}) as answer:
                assert answer.status == 400
    finally:
        await server.close()


@pytest.mark.parametrize(
    "said",
    [
        b"canary\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: x\r\nca nary: 1\r\n\r\n",
        b"\x16\x03\x01\r\n",
    ],
)
async def test_what_is_no_http_is_answered_with_its_number_alone(watched, said, caplog):
    reader, writer = await asyncio.open_connection(HERE, int(watched.server.url.rpartition(":")[2]))
    writer.write(said)
    answer = (await asyncio.wait_for(reader.read(), 60)).decode()
    writer.close()

    assert answer.startswith("HTTP/1.0 400")
    for word in ("aiohttp", "Python", "canary", "ca nary"):
        assert word not in answer + caplog.text


async def test_a_route_that_fails_tells_nobody_why(caplog):
    async def fail(_request):
        raise RuntimeError("canary")

    server = HttpServer([web.get("/", fail)])
    url = await server.start(HERE, 0)
    try:
        with capture_logs() as logs:
            async with ClientSession() as http, http.get(url) as answer:
                assert (answer.status, await answer.text()) == (500, "")
                assert not answer.headers.get("Server")
    finally:
        await server.close()

    assert [(each["event"], each["failure"]) for each in logs] == [("http.failed", "RuntimeError")]
    assert "canary" not in str(logs) + caplog.text


async def test_a_place_that_is_taken_is_said_plainly():
    with socket.create_server((HERE, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(
            NotPossible, match=rf"listen at {HERE}:{port}.*PORTAL_HTTP_PORT"
        ) as told:
            await HttpServer(()).start(HERE, port)
    assert not isinstance(told.value, NotYet)


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
async def test_an_address_that_this_machine_does_not_have_may_come_with_its_network(host):
    with pytest.raises(NotYet, match=f"listen at {host}:8080"):
        await HttpServer(()).start(host, 8080)


async def test_what_is_being_answered_is_finished_before_the_end():
    asked, go_on = asyncio.Event(), asyncio.Event()

    async def slowly(_request):
        asked.set()
        await go_on.wait()
        return web.Response(text="kept")

    server = HttpServer([web.get("/", slowly)])
    url = await server.start(HERE, 0)

    async def ask():
        async with ClientSession() as http, http.get(url) as answer:
            return await answer.text()

    asking = asyncio.create_task(ask())
    await asked.wait()
    closing = asyncio.create_task(server.close())
    await asyncio.sleep(0.05)
    go_on.set()

    assert await asking == "kept"
    await closing


async def test_finding_out_takes_no_longer_than_it_may(watched, monkeypatch):
    async def for_ever():
        await asyncio.Event().wait()

    monkeypatch.setattr("portal.watching.ANSWER_WITHIN", 0.05)
    server = HttpServer(watching_routes(for_ever, for_ever))
    url = await server.start(HERE, 0)
    try:
        async with ClientSession() as http:
            async with http.get(f"{url}/readyz") as answer:
                assert answer.status == 503
            async with http.get(f"{url}/metrics") as answer:
                assert answer.status == 503
    finally:
        await server.close()


# --- callers who want a place and nothing else


async def knock(server, words=b""):
    port = int(server.url.rpartition(":")[2])
    reader, writer = await asyncio.open_connection(HERE, port)
    writer.write(words)
    await writer.drain()
    return reader, writer


async def status_of(watched, path):
    """The status of an answer; None when there is no place to ask from."""
    try:
        return (await watched.ask(path))[0]
    except ClientError:
        return None


async def test_a_head_that_drips_in_keeps_no_place(watched, monkeypatch):
    monkeypatch.setattr("portal.http.SECONDS_TO_ASK", 0.1)
    reader, writer = await knock(watched.server, b"GET /healthz HTTP/1.1\r\nX-Slow: ")

    for _ in range(100):
        writer.write(b"x")
        await asyncio.sleep(0.02)
        if reader.at_eof():
            break

    assert reader.at_eof()
    writer.close()


async def test_who_asks_now_and_then_keeps_the_connection(watched, monkeypatch):
    monkeypatch.setattr("portal.http.SECONDS_TO_ASK", 1.0)
    reader, writer = await knock(watched.server)

    for _ in range(5):
        writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
        head = await asyncio.wait_for(reader.readuntil(b"alive\n"), 60)
        assert b"200 OK" in head
        await asyncio.sleep(0.3)

    writer.close()


async def test_there_are_so_many_places_and_one_that_is_given_back_is_taken(watched, monkeypatch):
    monkeypatch.setattr("portal.http.MOST_CONNECTIONS", 2)
    first, second, third = [await knock(watched.server) for _ in range(3)]
    assert await asyncio.wait_for(third[0].read(), 60) == b""

    first[1].close()

    async with asyncio.timeout(60):
        # Until the server has seen it, there is no place.
        while await status_of(watched, "/healthz") != 200:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    for _, writer in (second, third):
        writer.close()
