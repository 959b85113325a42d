"""The web server: two processes of four threads each (PERFORMANCE: fair to many idle autosavers)."""

import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = 4
timeout = 60
graceful_timeout = 10
keepalive = 5
accesslog = None  # the portal logs each answer itself, without addresses
errorlog = "-"
loglevel = "warning"
control_socket_disable = True
