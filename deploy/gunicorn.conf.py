"""Threads wait for the database; processes use the cores. One worker has at most `threads` connections."""

import os

bind = "0.0.0.0:8000"  # inside a container, which decides what is published
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True
max_requests = 500_000  # phones that follow a meeting ask every two seconds
max_requests_jitter = 50_000
control_socket_disable = True
