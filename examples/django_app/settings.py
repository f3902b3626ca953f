"""Minimal settings for Django: one app, and SQLite in memory."""

import secrets

SECRET_KEY = secrets.token_hex()
INSTALLED_APPS = ["inspections"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Moments are stored in UTC; what is due at 09:00 in England comes back as the same moment.
USE_TZ = True
TIME_ZONE = "Europe/London"
