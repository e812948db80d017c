"""Define the app's HTTP routes: each reads a form, checks it, and answers with a page or a file."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, replace
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from interview_kit.model.enums import Language
from interview_kit.stages.write.fonts import font_file
from interview_kit.support.errors import InvalidInput
from interview_kit.support.i18n import _, message_language, use_language
from interview_kit.support.output_folder import file_stem
from interview_kit.web.app import pages
from interview_kit.web.app.downloads import ANSWERS, KINDS, Download
from interview_kit.web.app.form import Answers, FieldError, answers_from_profile, check, field_of
from interview_kit.web.app.lifetime import Lifetime
from interview_kit.web.app.reading import NoForm, TooLarge, read_form
from interview_kit.web.app.sitting import FORM, KIT, Sitting
from interview_kit.web.app.state import StateProblem
from interview_kit.web.app.views import Message
from interview_kit.web.app.work import Abandoned, Work, WorkFailed
from interview_kit.web.security import SecurityMiddleware, content_policy

