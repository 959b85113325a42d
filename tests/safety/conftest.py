"""The mail server is at hand in every test about telling."""

from tests.mail_server import mail_server

__all__ = ["mail_server"]
