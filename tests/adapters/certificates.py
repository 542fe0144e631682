"""Certificates of every kind, by an authority made for the test."""

import ssl
from datetime import UTC, datetime
from pathlib import Path

import trustme

from digests.adapters.routes import Route

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


class Certificates:
    """Servers' sides of TLS; `route` trusts the authority behind them."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        path = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(path)
        self.route = Route(ca_file=str(path))

    def good(self, host: str) -> ssl.SSLContext:
        """One that is in order, for this host."""
        return _serving(self._authority.issue_cert(host))

    def expired(self, host: str) -> ssl.SSLContext:
        """One that was in order once."""
        return _serving(
            self._authority.issue_cert(
                host, not_before=LONG_AGO.replace(year=2019), not_after=LONG_AGO
            )
        )

    def self_signed(self, folder: Path) -> ssl.SSLContext:
        """One that only itself vouches for."""
        itself = trustme.CA()
        path = folder / "itself.pem"
        path.write_bytes(itself.private_key_pem.bytes() + itself.cert_pem.bytes())
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        return context

    @staticmethod
    def unknown(host: str) -> ssl.SSLContext:
        """One by an authority that nobody knows."""
        return _serving(trustme.CA().issue_cert(host))


def _serving(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    certificate.configure_cert(context)
    return context
