"""Types whose values are identifiers that others have given: each has a form, and an address where it leads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, ClassVar, Final

from sphinx_policyrefs.records.fields import FieldError
from sphinx_policyrefs.records.types.base import NoProse

if TYPE_CHECKING:
    from sphinx_policyrefs.records.kinds import Field


class Identifier(NoProse):
    """An identifier; the types below say of which register."""

    extra = False
    like = "text"
    #: the form of an identifier, with a group for what is kept where addresses are read as well
    pattern: ClassVar[re.Pattern[str]]
    #: the address of what it identifies, with ``{}`` for it
    place: ClassVar[str]

    def parse(self, field: Field, text: str) -> Any:  # noqa: ARG002
        """Return the identifier as its register writes it; its address there is read as well."""
        found = self.pattern.fullmatch("".join(text.split()))
        if found is None:
            raise FieldError(
                f'"{text}" is not an identifier of that form: write {self.write.replace("`", "")}'
            )
        return self.kept(found[1])

    def kept(self, text: str) -> str:
        """Return an identifier as it is kept: in capitals, as registers write their letters."""
        return text.upper()

    def address(self, value: str) -> str:
        """Return where an identifier leads."""
        return self.place.format(value)


class Wikidata(Identifier):
    """An item of Wikidata."""

    name = "wikidata"
    write = "an item of Wikidata, such as `Q11268`"
    examples = ("Q11268", "https://www.wikidata.org/wiki/Q11268")
    pattern = re.compile(r"(?:https?://(?:www\.)?wikidata\.org/(?:wiki|entity)/)?([Qq][1-9]\d{0,11})")
    place = "https://www.wikidata.org/wiki/{}"


class Lei(Identifier):
    """A Legal Entity Identifier, ISO 17442, with its two check digits."""

    name = "lei"
    write = "a Legal Entity Identifier of 20 characters, such as `7LTWFZYICNSX8D621K86`"
    examples = ("7LTWFZYICNSX8D621K86", "7ltwfzyicnsx8d621k86")
    pattern = re.compile(r"(?:https?://search\.gleif\.org/#/record/)?([A-Za-z\d]{18}\d\d)(?:/record)?")
    place = "https://search.gleif.org/#/record/{}"

    def parse(self, field: Field, text: str) -> Any:
        """Return the identifier; raises :class:`FieldError` also where its check digits are wrong (ISO 7064, 97-10)."""
        value: str = super().parse(field, text)
        if int("".join(str(int(letter, 36)) for letter in value)) % 97 != 1:
            raise FieldError(f'the check digits of "{value}" are wrong: compare it with the register')
        return value


class Bioguide(Identifier):
    """A member of Congress in the Biographical Directory."""

    name = "bioguide"
    write = "an id of the Biographical Directory of Congress, such as `C001078`"
    examples = ("C001078", "https://bioguide.congress.gov/search/bio/C001078")
    pattern = re.compile(r"(?:https?://bioguide\.congress\.gov/search/bio/)?([A-Za-z]\d{6})")
    place = "https://bioguide.congress.gov/search/bio/{}"


class CourtListener(Identifier):
    """A docket of CourtListener by its number, an opinion or a person with that word before it."""

    name = "courtlistener"
    write = (
        "the number of a docket in CourtListener, such as `68570923`, or `opinion/10291370`, `person/2581`"
    )
    examples = (
        "68570923",
        "opinion/10291370",
        "https://www.courtlistener.com/docket/68570923/tiktok-v-garland/",
    )
    pattern = re.compile(
        r"(?:https?://(?:www\.)?courtlistener\.com/)?((?:(?:docket|opinion|person)/)?[1-9]\d{0,11})(?:/[\w-]*)*(?:\?.*)?"
    )

    def kept(self, text: str) -> str:
        """Return it without the word for what most of them are."""
        return text.removeprefix("docket/")

    def address(self, value: str) -> str:
        """Return where it leads; the site wants some word behind the number, and takes any."""
        path = value if "/" in value else f"docket/{value}"
        return f"https://www.courtlistener.com/{path}/_/"


class FrDocument(Identifier):
    """A document of the Federal Register."""

    name = "fr-document"
    write = "the number of a document in the Federal Register, such as `2020-17699`"
    examples = ("2020-17699", "https://www.federalregister.gov/d/2020-17699", "E9-1719")
    pattern = re.compile(
        r"(?:https?://(?:www\.)?federalregister\.gov/d(?:ocuments/\d{4}/\d\d/\d\d)?/)?"
        r"([A-Z]{0,2}\d{1,4}-\d{1,6}(?:-\d{1,3})?)(?:/[\w-]*)?"
    )
    place = "https://www.federalregister.gov/d/{}"


TYPES: Final = (Wikidata(), Lei(), Bioguide(), CourtListener(), FrDocument())
#: The addresses of identifiers, by type.
IDENTIFIERS: Final = {type_.name: type_ for type_ in TYPES}
