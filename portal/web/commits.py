"""The one place where a web request commits."""

from flask import Flask, Response

from portal import db


def add_commits(app: Flask) -> None:
    """Commit once after the view; an error has undone its work before this. The session is given back at the end.

    Registered after every other after_request (Flask runs the last one first), so that nothing is logged as done
    before the database has said yes.
    """

    @app.after_request
    def commit(response: Response) -> Response:
        if db.session.registry.has():
            db.commit()
        return response

    @app.teardown_request
    def give_back(error: BaseException | None) -> None:
        db.session.remove()
