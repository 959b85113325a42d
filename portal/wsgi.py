"""What gunicorn loads."""

import os

from portal import settings
from portal.app import create_app
from portal.web import logs

logs.set_up()
app = create_app(settings.load(os.environ))
