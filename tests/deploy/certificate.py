"""A certificate for localhost that a test's own web server shows and trusts."""

from __future__ import annotations

import subprocess
from pathlib import Path

_COMMAND = (
    "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost "
    "-addext subjectAltName=DNS:localhost"
)


def write_certificate(folder: Path) -> tuple[Path, Path]:
    """Write `cert.pem` and `key.pem`, valid for a day, and return their paths."""
    certificate, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run([*_COMMAND.split(), "-keyout", key, "-out", certificate], check=True, capture_output=True)
    return certificate, key
