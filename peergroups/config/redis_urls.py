"""One REDIS_URL, spelled the way each library wants it."""

from urllib.parse import urlsplit, urlunsplit


def broker_url(url: str) -> str:
    """Return `url` for kombu, which knows Unix sockets by another scheme than redis-py."""
    if url.startswith("unix://"):
        return f"redis+socket://{urlsplit(url).path}?virtual_host=0"
    return url


def cache_url(url: str) -> str:
    """Return `url` with the next database, so that clearing the cache never clears the queue."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db=1"
    database = int(parts.path.strip("/") or 0) + 1
    return urlunsplit(parts._replace(path=f"/{database}"))
