"""The short way to Telegram: every call gets its own answer, or an error, and never another's."""

import asyncio
import json
import ssl
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.telegram_clients import wire as module
from bots.telegram_clients.wire import Answer, NoAnswer, Wire

SECONDS = 5.0


def said(body, *head, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *head, "", ""]
    return "\r\n".join(lines).encode() + body


class Server:
    """Answers each request with what `says` makes of its body; keeps count of its connections."""

    def __init__(self, says):
        self._says = says
        self.connections = 0
        self.requests = []
        self.url = ""

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                body = await reader.readexactly(length)
                self.requests.append((head, body))
                if not await self._says(body, writer):
                    return
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        finally:
            writer.close()


@asynccontextmanager
async def server(says, encryption=None):
    serving = Server(says)
    running = await asyncio.start_server(serving.serve, "127.0.0.1", 0, ssl=encryption)
    scheme, port = "https" if encryption else "http", running.sockets[0].getsockname()[1]
    serving.url = f"{scheme}://127.0.0.1:{port}/bot1:secret/sendMessage"
    try:
        yield serving
    finally:
        running.close()


@asynccontextmanager
async def a_wire(encryption=None, **options):
    wire = Wire(encryption or ssl.create_default_context(), **options)
    try:
        yield wire
    finally:
        await wire.close()


async def echo(body, writer):
    writer.write(said(body))
    return True


async def test_a_call_gets_the_answer_with_its_status():
    async def refuse(body, writer):
        writer.write(said(body, status="429 Too Many Requests"))
        return True

    async with server(refuse) as there, a_wire() as wire:
        assert await wire.post(there.url, b'{"ok": false}', SECONDS) == Answer(
            429, b'{"ok": false}'
        )

    [(head, body)] = there.requests
    assert head.startswith(b"POST /bot1:secret/sendMessage HTTP/1.1\r\nHost: 127.0.0.1:")
    assert b"\r\nContent-Type: application/json\r\n" in head
    assert body == b'{"ok": false}'


async def test_calls_after_one_another_share_a_connection():
    async with server(echo) as there, a_wire() as wire:
        for number in range(20):
            assert (await wire.post(there.url, str(number).encode(), SECONDS)).body == (
                str(number).encode()
            )

    assert there.connections == 1


async def test_calls_at_once_get_their_own_answers_over_few_connections():
    async def slowly(body, writer):
        await asyncio.sleep(0.001 * (int(body) % 3))
        return await echo(body, writer)

    async with server(slowly) as there, a_wire(limit=4) as wire:
        calls = [wire.post(there.url, str(number).encode(), SECONDS) for number in range(60)]
        answers = await asyncio.gather(*calls)

    assert [int(answer.body) for answer in answers] == list(range(60))
    assert there.connections == 4


async def test_an_answer_in_chunks_is_put_together():
    async def in_chunks(body, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for at in range(0, len(body), 3):
            piece = body[at : at + 3]
            writer.write(b"%x\r\n%b\r\n" % (len(piece), piece))
            await writer.drain()
        writer.write(b"0\r\n\r\n")
        return True

    async with server(in_chunks) as there, a_wire() as wire:
        for text in (b"as long as it takes", b"and the next"):
            assert (await wire.post(there.url, text, SECONDS)).body == text

    assert there.connections == 1


@settings(max_examples=60, deadline=None)
@given(cuts=st.lists(st.integers(0, 200), max_size=6), texts=st.lists(st.binary(max_size=40)))
def test_however_an_answer_is_cut_up_on_the_way_it_is_the_same(cuts, texts):
    async def play():
        async def cut(body, writer):
            whole, last = said(body, "X-Word: none"), 0
            for at in sorted(cuts):
                writer.write(whole[last:at])
                await writer.drain()
                await asyncio.sleep(0)
                last = max(last, at)
            writer.write(whole[last:])
            return True

        async with server(cut) as there, a_wire() as wire:
            return [(await wire.post(there.url, text, SECONDS)).body for text in texts]

    assert asyncio.run(play()) == texts


async def test_a_word_on_the_way_is_not_the_answer():
    async def early_hints(body, writer):
        writer.write(b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + said(body))
        return True

    async with server(early_hints) as there, a_wire() as wire:
        assert await wire.post(there.url, b"{}", SECONDS) == Answer(200, b"{}")


async def test_a_connection_that_the_server_gives_up_is_not_used_again():
    async def once(body, writer):
        writer.write(said(body, "Connection: close"))
        return False

    async with server(once) as there, a_wire() as wire:
        for _ in range(3):
            assert (await wire.post(there.url, b"{}", SECONDS)).body == b"{}"

    assert there.connections == 3


async def test_a_connection_that_ended_while_nobody_called_is_not_used_again():
    async def then_leave(body, writer):
        writer.write(said(body))
        return False

    async with server(then_leave) as there, a_wire() as wire:
        for _ in range(3):
            assert (await wire.post(there.url, b"{}", SECONDS)).body == b"{}"
            await asyncio.sleep(0.02)

    assert there.connections == 3


async def test_a_connection_that_was_idle_for_long_is_not_trusted(monkeypatch):
    monkeypatch.setattr(module, "IDLE_SECONDS", -1.0)
    async with server(echo) as there, a_wire() as wire:
        for _ in range(2):
            await wire.post(there.url, b"{}", SECONDS)

    assert there.connections == 2


@pytest.mark.parametrize(
    "words",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Le", said(b"{}" * 40)[:-7], b"SSH-2.0-OpenSSH_9.2\r\n"],
    ids=["nothing", "half a head", "half a body", "another protocol"],
)
async def test_without_a_whole_answer_the_call_fails(words):
    async def break_off(_body, writer):
        writer.write(words)
        return False

    async with server(break_off) as there, a_wire() as wire:
        with pytest.raises(NoAnswer):
            await wire.post(there.url, b"{}", SECONDS)


async def test_an_answer_beyond_all_measure_is_refused():
    async def flood(_body, writer):
        writer.write(said(b"x" * (module.LARGEST + 1)))
        return True

    async with server(flood) as there, a_wire() as wire:
        with pytest.raises(NoAnswer):
            await wire.post(there.url, b"{}", SECONDS)


async def test_who_does_not_answer_in_time_is_given_up_and_a_late_answer_is_nobodys():
    async def late(body, writer):
        await asyncio.sleep(0.2 if body == b"1" else 0)
        return await echo(body, writer)

    async with server(late) as there, a_wire() as wire:
        with pytest.raises(TimeoutError):
            await wire.post(there.url, b"1", 0.05)
        await asyncio.sleep(0.2)

        assert (await wire.post(there.url, b"2", SECONDS)).body == b"2"


async def test_a_call_that_is_called_off_leaves_its_answer_to_nobody():
    async def late(body, writer):
        await asyncio.sleep(0.1 if body == b"1" else 0)
        return await echo(body, writer)

    async with server(late) as there, a_wire() as wire:
        call = asyncio.create_task(wire.post(there.url, b"1", SECONDS))
        await asyncio.sleep(0.03)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)

        assert (await wire.post(there.url, b"2", SECONDS)).body == b"2"


async def test_where_nobody_listens_the_call_fails_as_the_system_says():
    async with a_wire() as wire:
        with pytest.raises(OSError):
            await wire.post("http://127.0.0.1:1/bot1:secret/getMe", b"{}", SECONDS)


async def test_closing_ends_a_call_under_way():
    async def never(_body, _writer):
        await asyncio.sleep(60)
        return False

    async with server(never) as there, a_wire() as wire:
        call = asyncio.create_task(wire.post(there.url, b"{}", SECONDS))
        await asyncio.sleep(0.03)
        await wire.close()

        with pytest.raises(NoAnswer):
            await call


async def test_over_tls_only_a_server_that_shows_its_name_is_told_anything(tmp_path):
    theirs, ours = _contexts(tmp_path)
    async with server(echo, theirs) as there:
        async with a_wire(ours) as wire:
            assert json.loads((await wire.post(there.url, b'{"a": 1}', SECONDS)).body) == {"a": 1}
        async with a_wire(ssl.create_default_context()) as wire:
            with pytest.raises(ssl.SSLCertVerificationError):
                await wire.post(there.url, b'{"a": 1}', SECONDS)
        elsewhere = there.url.replace("127.0.0.1", "localhost")
        async with a_wire(ours) as wire:
            with pytest.raises(ssl.SSLCertVerificationError):
                await wire.post(elsewhere, b'{"a": 1}', SECONDS)

    assert len(there.requests) == 1


def _contexts(folder):
    """A server's context with a certificate for 127.0.0.1, and one that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "here")])
    now = datetime.now(UTC)  # noqa: TID251 - a certificate is good on the day of the test
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "both.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = certificate.public_bytes(serialization.Encoding.PEM)
    pem.write_bytes(private + public)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(pem)
    return theirs, ssl.create_default_context(cadata=public.decode())


async def test_more_than_was_asked_for_is_given_to_nobody():
    async def twice(body, writer):
        writer.write(said(body) + said(b"stray"))
        return True

    async with server(twice) as there, a_wire() as wire:
        for text in (b"1", b"2", b"3"):
            assert (await wire.post(there.url, text, SECONDS)).body == text


async def test_half_an_answer_behind_the_first_is_not_the_beginning_of_the_next():
    async def and_a_half(body, writer):
        writer.write(said(body) + said(b"stray")[:-3])
        return True

    async with server(and_a_half) as there, a_wire() as wire:
        for text in (b"1", b"2", b"3"):
            assert (await wire.post(there.url, text, SECONDS)).body == text
