"""The one place where a web request commits."""

from flask import Flask, Response, request
from sqlalchemy.exc import OperationalError

from portal import db, plain_reads

_READINGS = ("GET", "HEAD")


def add_commits(app: Flask) -> None:
    """Commit once after the view; an error has undone its work before this. The session is given back at the end.

    Registered after every other after_request (Flask runs the last one first), so that nothing is logged as done
    before the database has said yes. Flask answers 500 to what is raised here, whoever handles it for views: so a
    database that went away just now is answered here as it is there, with “try again”.
    """

    @app.after_request
    def commit(response: Response) -> Response:
        try:
            if db.session.registry.has() and not plain_reads.has_only_read():
                db.commit()
        except OperationalError as error:
            return app.make_response(app.handle_user_exception(error))
        return response

    @app.teardown_request
    def give_back(error: BaseException | None) -> None:
        db.session.remove()


def add_readings(app: Flask) -> None:
    """Have what only reads begin no transaction. Registered before anything that asks the database."""

    @app.before_request
    def begin_late() -> None:
        if request.method in _READINGS:
            plain_reads.begin_late()
