import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

django.setup()
# Only now, for the app that people sign in by does not start without its own.
settings.MIDDLEWARE = []
application = WSGIHandler()
