"""Where the encoders' weights lie: in packages from the public index, checked before use."""

import hashlib
import importlib.util
from functools import cache
from pathlib import Path


class WeightsError(RuntimeError):
    """A file of weights is missing or is not the one that was measured."""


def locate(package: str, inside: str) -> Path:
    """Gives the path of a file in an installed package without importing the package.

    Raises WeightsError if the package or the file is not there.
    """
    spec = importlib.util.find_spec(package)
    for root in (spec.submodule_search_locations or []) if spec else []:
        path = Path(root) / inside
        if path.is_file():
            return path
    raise WeightsError(f"{package}/{inside} is not installed: run `make setup`, which fetches the encoders' weights.")


@cache
def verified(package: str, inside: str, sha256: str) -> Path:
    """Gives the path of a file whose contents have this SHA-256; raises WeightsError for any other."""
    path = locate(package, inside)
    if (found := sha256_of(path)) != sha256:
        raise WeightsError(f"{path} has been altered (SHA-256 {found[:12]}…): run `make setup` again.")
    return path


def sha256_of(path: Path) -> str:
    """Gives the SHA-256 of a file, in hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
