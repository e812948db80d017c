"""Define the app's HTTP routes: each reads a form, checks it, and answers with a page or a file."""

from __future__ import annotations
