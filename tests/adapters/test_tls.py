"""SAFETY 9: a certificate that is wrong is told by what is wrong with it."""

import ssl

import pytest

from digests.adapters.routes import Route
from digests.errors import FetchError, SettingsError
from tests.adapters.certificates import Certificates
from tests.fakes.names import SaidNames
from tests.fakes.raw import a_raw_server

HOST = "gazette.test"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    return Certificates(tmp_path_factory.mktemp("certificates"))


@pytest.fixture
def ask(opened, certificates):
    """Ask a server with this certificate, trusting our authority."""

    async def asked(tls: ssl.SSLContext | None):
        async with a_raw_server(tls=tls, unasked=tls is None) as server:
            names = SaidNames({HOST: [["127.0.0.1"]]})
            web = opened("127.0.0.1", names=names, route=certificates.route)
            return await web.get(f"https://{HOST}:{server.port}/", 1000)

    return asked


async def test_a_certificate_of_an_authority_in_the_ca_file_is_trusted(
    ask, certificates
):
    """SAFETY 9: the control; all else is alike in the others."""
    assert (await ask(certificates.good(HOST))).body == b"hi"


async def test_an_expired_certificate(ask, certificates):
    """SAFETY 9."""
    with pytest.raises(FetchError, match="has expired"):
        await ask(certificates.expired(HOST))


async def test_a_certificate_for_another_host(ask, certificates):
    """SAFETY 9."""
    with pytest.raises(FetchError, match="for another host"):
        await ask(certificates.good("elsewhere.test"))


async def test_a_self_signed_certificate(ask, certificates, tmp_path):
    """SAFETY 9."""
    with pytest.raises(FetchError, match="self-signed"):
        await ask(certificates.self_signed(tmp_path))


async def test_a_certificate_of_an_unknown_authority(ask, certificates):
    """SAFETY 9."""
    with pytest.raises(FetchError, match="authority that is not known"):
        await ask(certificates.unknown(HOST))


async def test_a_server_without_tls(ask):
    """SAFETY 9."""
    with pytest.raises(FetchError, match="no secure connection"):
        await ask(None)


def test_a_ca_file_that_cannot_be_used_is_a_problem_of_the_settings(opened, tmp_path):
    junk = tmp_path / "junk.pem"
    junk.write_text("not a certificate", encoding="ascii")
    for path in (junk, tmp_path / "missing.pem"):
        with pytest.raises(SettingsError, match=r"web\.ca_file"):
            opened(route=Route(ca_file=str(path)))
