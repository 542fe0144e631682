"""What went wrong on the web, in plain words that a person can act on.

A denied address, a closed port and a silent one are told in the same words: an
answer must not say what is behind our door.
"""

import ssl
from collections.abc import Mapping

import aiohttp

from digests.errors import FetchError

UNREACHABLE = "there is no answer from that address; check it, or try later"
UNUSABLE = "that is not a usable address"
TOO_SLOW = "it took too long to answer; try again later"
BROKEN_OFF = "the answer broke off"

_STATUS = {
    304: "it says that nothing is new, though we had nothing (304)",
    401: "it asks for a login (401); give an address that needs none",
    403: "the site refuses us (403); see whether it opens in a browser",
    404: "there is nothing at that address (404); check it in a browser",
    410: "it is gone for good (410)",
    429: "the site asks us to come back later (429), which we do",
    451: "it is withheld for legal reasons (451)",
}
_INVALID = "its certificate is not valid; its owner has to mend that"
# OpenSSL's X509_V_ERR_…, from x509_vfy.h.
_CERTIFICATE = {
    9: "its certificate is not valid yet; is this machine's clock right?",
    10: "its certificate has expired",
    18: "its certificate is self-signed; [web] ca_file can name it as trusted",
    19: "its certificate is self-signed; [web] ca_file can name it as trusted",
    20: "its certificate comes from an authority that is not known here",
    62: "its certificate is for another host",
    64: "its certificate is for another host",
}


class Unfit(Exception):
    """What was asked for, or came, is not read; `reason` says why.

    `permanent` says that asking again will not help.
    """

    def __init__(self, reason: str, permanent: bool = True) -> None:
        super().__init__(reason, permanent)
        self.reason = reason
        self.permanent = permanent


def too_large(limit: int) -> Unfit:
    """Say that a body is over the limit."""
    return Unfit(
        f"it is too large: more than {limit // 1024 // 1024} MB", permanent=False
    )


def refusal(url: str, status: int, headers: Mapping[str, str]) -> FetchError:
    """Word a status that is of no use to us."""
    reason = _STATUS.get(status, f"the site answered with status {status}")
    again = headers.get("retry-after", "")
    return FetchError(url, reason, status, status in {404, 410}, again)


def reason(error: Exception) -> str:
    """Word what the client library, the network or the deadline raised."""
    match error:
        case aiohttp.ClientConnectorCertificateError():
            return _certificate(error.certificate_error)
        case aiohttp.ClientConnectorDNSError():
            return "there is no such host; check the spelling"
        case aiohttp.ClientProxyConnectionError():
            return "the proxy does not answer; check [web] proxy"
        case aiohttp.ClientHttpProxyError():
            return f"the proxy refuses to go there ({error.status})"
        case aiohttp.ClientConnectorSSLError():
            return "no secure connection can be made to it; try it with http://"
        case aiohttp.ConnectionTimeoutError() | aiohttp.ClientConnectorError():
            return UNREACHABLE
        case TimeoutError():
            return TOO_SLOW
        case aiohttp.ClientPayloadError() | aiohttp.ServerConnectionError():
            return BROKEN_OFF
        case aiohttp.ClientResponseError():
            return "what it answers is not HTTP"
        case aiohttp.InvalidURL() | ValueError():
            return UNUSABLE
        case _:
            return BROKEN_OFF


def _certificate(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, _INVALID)
    return _INVALID
