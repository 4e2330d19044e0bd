"""Ringing for a worker while somebody waits for a page."""

from collections.abc import Iterator
from contextlib import contextmanager

from celery import current_app
from kombu import Producer

BRIEFLY = {"max_retries": 0, "socket_connect_timeout": 1, "socket_timeout": 1}
"""How long a click may wait for a broker that is not there: a second, once. Celery would wait thirty."""


@contextmanager
def line() -> Iterator[Producer]:
    """Open a line to the broker; a task rings on it by `apply_async(..., producer=producer, retry=False)`.

    Raises:
        OperationalError: of kombu; the broker does not answer, and nobody has heard.
    """
    with current_app.connection_for_write(transport_options=BRIEFLY) as connection:
        yield connection.Producer()
