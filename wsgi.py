"""The application as a web server finds it."""

from coordination.app import create_app

app = create_app()
