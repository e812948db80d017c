"""Answer each visit of a page of a class: the list, its cells to mend, its settings, its build, its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.responses import FileResponse, RedirectResponse, Response, StreamingResponse

from interview_kit.model.bank import Bank
from interview_kit.model.theme import Paper
from interview_kit.stages.read.theme import load_themes, shipped_themes
from interview_kit.support.errors import InvalidInput, Problem
from interview_kit.support.i18n import _
from interview_kit.support.output_folder import file_stem
from interview_kit.tools.class_list.class_list import ClassList, opened_list
from interview_kit.tools.class_list.settings import setting_fields
from interview_kit.tools.class_list.workbook import list_workbook
from interview_kit.tools.roster_template.template import template_roster
from interview_kit.web.app import pages
from interview_kit.web.app.class_kits.builds import ClassBuild, ClassBuilds, Look, failure_of
from interview_kit.web.app.class_kits.posted import posted_list, sealed_list
from interview_kit.web.app.class_kits.progress import EVERY, events, held_page
from interview_kit.web.app.class_kits.views import list_view, settings_view
from interview_kit.web.app.views import Message
from interview_kit.web.app.visit import PAGE, Visit
