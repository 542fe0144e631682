"""A certificate for addresses of this machine, trusted by who is handed its file."""

from pathlib import Path

import certifi
import trustme


def write_certificate(path: Path, hosts: int) -> str:
    """Write certificate, key and authority as one PEM file; return its path.

    Beside it, as `.bundle`, all that a program trusts by default and the authority.
    """
    authority = trustme.CA()
    names = [f"127.1.{number >> 8}.{number & 255}" for number in range(hosts)]
    issued = authority.issue_cert(*names)
    issued.private_key_and_cert_chain_pem.write_to_path(str(path))
    authority.cert_pem.write_to_path(str(path), append=True)
    usual = Path(certifi.where()).read_bytes()
    bundle = path.with_name(f"{path.name}.bundle")
    bundle.write_bytes(usual + authority.cert_pem.bytes())
    return str(path)
