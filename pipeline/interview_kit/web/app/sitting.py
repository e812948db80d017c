"""Name the addresses of the app, which hold a secret that changes when a person has finished."""

from __future__ import annotations

from dataclasses import dataclass, field
from secrets import token_urlsafe

from interview_kit.model.enums import Language
from interview_kit.model.language import rules_of
from interview_kit.web.app.state import Seal
from interview_kit.web.app.views import OtherLanguage, Urls

FORM, KIT = "form", "kit"


@dataclass(frozen=True)
class Sitting:
    """What one person does until they have finished: the secret of its addresses, and the keys.

    Nothing of it can be opened when it is over.
    """

    secret: str = field(default_factory=lambda: token_urlsafe(24))
    seal: Seal = field(default_factory=Seal)

    def home(self, language: Language) -> str:
        """Return the address of a new form in a language."""
        return f"/{self.secret}/{language}/"

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
            static=f"/{self.secret}/static/",
            windows=f"/{self.secret}/windows",
        )

    def others(self, language: Language, page: str) -> tuple[OtherLanguage, ...]:
        """Return the other languages, and where each shows the page."""
        path = "kit/show" if page == KIT else page
        return tuple(
            OtherLanguage(each, rules_of(each).name, f"{self.home(each)}{path}")
            for each in Language
            if each is not language
        )
