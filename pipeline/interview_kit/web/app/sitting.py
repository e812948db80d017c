"""Name the addresses of the app. On a person's computer they hold a secret that changes with “Finish”."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Self

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.web.app.settings import AppSettings
from interview_kit.web.app.state import Seal
from interview_kit.web.app.views import OtherLanguage, Urls

FORM, KIT, PRIVACY = "form", "kit", "privacy"


@dataclass(frozen=True, slots=True)
class Sitting:
    """What one person does until they have finished: the secret of its addresses, and the keys.

    Nothing of it can be opened when it is over. A hosted app has one sitting, without a secret.
    """

    settings: AppSettings
    secret: str
    seal: Seal

    @classmethod
    def new(cls, settings: AppSettings) -> Self:
        """Return a new sitting."""
        return cls(settings, "" if settings.is_hosted else token_urlsafe(24), Seal(settings.keys))

    @property
    def root(self) -> str:
        """Return the beginning of each address, without a slash at its end."""
        return f"/{self.secret}" if self.secret else ""

    def home(self, language: Language) -> str:
        """Return the address of a new form in a language."""
        return f"{self.root}/{language}/"

    def urls(self, language: Language, page: str) -> Urls:
        """Return the addresses on a page in a language: what it posts is read as that page's."""
        home = self.home(language)
        own = f"{home}{KIT}/" if page == KIT else home
        return Urls(
            home=home,
            form=f"{own}form",
            kit=f"{home}kit",
            save=f"{own}save",
            open=f"{home}open",
            live=f"{home}live",
            change=f"{home}kit/change",
            download=f"{home}kit/file/",
            finish=f"{home}finish",
            privacy=f"{home}{PRIVACY}",
            static=f"{self.root}/static/",
            windows="" if self.settings.is_hosted else f"{self.root}/windows",
        )

    def others(self, language: Language, page: str) -> tuple[OtherLanguage, ...]:
        """Return the other languages, and where each shows the page."""
        path = "kit/show" if page == KIT else page
        return tuple(
            OtherLanguage(each, rules_of(each).name, f"{self.home(each)}{path}")
            for each in self.settings.languages
            if each is not language
        )
