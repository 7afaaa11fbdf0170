"""What is said to Neo4j cannot be overheard: plain Bolt stays on this machine, and certificates are checked."""

from __future__ import annotations

import asyncio
import datetime
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from graphcrm.errors import BadUserInput, Unavailable
from graphcrm.graph.addresses import driver_options
from graphcrm.graph.connection import connect


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:7687", "bolt://localhost", "neo4j://[::1]:7687", "bolt://127.9.9.9"])
def test_plain_bolt_may_talk_to_this_machine(uri: str) -> None:
    assert driver_options(uri, None) == (uri, {})


@pytest.mark.parametrize(
    ("uri", "says"),
    [
        ("bolt://db.example:7687", "for all to read"),
        ("neo4j://10.0.0.7:7687", "neo4j\\+s://"),
        ("bolt://127.0.0.1.example", "for all to read"),
        ("bolt://localhost.example", "for all to read"),
        ("bolt://0.0.0.0:7687", "for all to read"),
        ("bolt+ssc://db.example", "takes any certificate"),
        ("http://127.0.0.1:7687", "must look like"),
        ("127.0.0.1:7687", "must look like"),
        ("bolt://", "must look like"),
        ("", "must look like"),
    ],
)
def test_an_address_that_would_be_overheard_is_refused_with_what_to_write(uri: str, says: str) -> None:
    with pytest.raises(BadUserInput, match=says):
        driver_options(uri, None)


def test_a_file_of_certificates_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadUserInput, match="GRAPHCRM_NEO4J_CA_FILE"):
        driver_options("bolt+s://db.example", tmp_path / "none.pem")


def certificate(folder: Path, name: str) -> Path:
    """A certificate of its own authority for 127.0.0.1, with its key in the same file."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    form = serialization.PrivateFormat.PKCS8
    private = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@asynccontextmanager
async def tls_server(
    pem: Path, *, oldest: ssl.TLSVersion, newest: ssl.TLSVersion
) -> AsyncIterator[tuple[int, list[str]]]:
    """A server behind TLS that speaks no Bolt; its port, and the first bytes of those that shook hands with it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version, context.maximum_version = oldest, newest
    heard: list[str] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append((await reader.read(4)).hex())
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context)
    async with server:
        yield server.sockets[0].getsockname()[1], heard


async def reaches(port: int, ca_file: Path) -> None:
    async with connect(f"bolt+s://127.0.0.1:{port}", "neo4j", "secret", ca_file=ca_file, retry=0.1) as graph:
        with pytest.raises(Unavailable):
            await graph.rows("RETURN 1", {}, seconds=5)


BOLT = "6060b017"


async def test_a_server_whose_certificate_is_trusted_is_talked_to_and_another_is_not(tmp_path: Path) -> None:
    ours, theirs = certificate(tmp_path, "ours"), certificate(tmp_path, "theirs")
    newest = ssl.TLSVersion.TLSv1_3
    async with tls_server(ours, oldest=ssl.TLSVersion.TLSv1_2, newest=newest) as (port, heard):
        await reaches(port, ours)
        assert BOLT in heard
        heard.clear()
        await reaches(port, theirs)
        assert heard == []


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
async def test_tls_older_than_1_2_is_not_taken(tmp_path: Path) -> None:
    ours = certificate(tmp_path, "ours")
    old = ssl.TLSVersion.TLSv1_1
    async with tls_server(ours, oldest=ssl.TLSVersion.TLSv1, newest=old) as (port, heard):
        await reaches(port, ours)
        assert heard == []
        # The server does speak it, to whoever takes it.
        client = ssl.create_default_context(cafile=str(ours))
        client.set_ciphers("ALL:@SECLEVEL=0")
        client.minimum_version = ssl.TLSVersion.TLSv1
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client)
        writer.write(b"abcd")
        await writer.drain()
        while not heard:  # ends: it is heard
            await asyncio.sleep(0.01)
        writer.close()
