"""The application as a web server finds it."""

from coordination import logs
from coordination.app import create_app

logs.configure("web")
app = create_app()
