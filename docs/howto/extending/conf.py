extensions = ["sphinx_policyrefs"]

# -- a kind ----------------------------------------------------------------
policyrefs_kinds = {
    "hearing": {
        "label": "Hearing",
        "about": "A meeting of a committee that hears witnesses.",
        "columns": ["held", "title", "committee"],
        "fields": {
            "held": {"type": "date", "milestone": True, "required": True},
            "committee": {"targets": ["party"], "inverse": "hearings"},
            "witnesses": {"targets": ["party"], "inverse": "witness at"},
        },
    },
}

# -- a check ---------------------------------------------------------------
from sphinx_policyrefs.extend import Check, add_check, finding


def without_witness(scope):
    for entry in scope.entries("hearing"):
        if "witnesses" not in entry.fields:
            yield finding(entry, f'nobody was heard at "{entry.title}"; write :witnesses:')


# -- a view ----------------------------------------------------------------
from sphinx_policyrefs.extend import Column, Table, View, add_view


def witness_list(context):
    heard = [entry for entry in context.entries("party") if hearings_of(context, entry)]
    if not heard:
        return context.nothing()
    link = context.cells.link
    rows = [
        ((context.cells.marked(entry),), tuple((link(id_),) for id_ in hearings_of(context, entry)))
        for entry in heard
    ]
    columns = (Column("title", "Witness"), Column("hearings", "Heard at"))
    return (Table(columns, tuple(rows), context.caption()),)


def hearings_of(context, entry):
    return context.graph.sources_back(entry.id, "hearing", "witnesses")


# -- an export -------------------------------------------------------------
from sphinx_policyrefs.extend import Export, add_export


def calendar_of_hearings(edition):
    lines = [
        f"{edition.wording.date(date)}: {entry.title}, {edition.uri(entry)}"
        for entry in edition.entries
        if entry.kind == "hearing" and (date := edition.graph.first_date(entry.id))
    ]
    return "\n".join(lines) + "\n"


policyrefs_exports = ["json", "hearings"]


# -- what Sphinx calls when it has read this file ---------------------------
def setup(app):
    add_check(app, Check("without-witness", without_witness, "A hearing has no witnesses."))
    about = "Who was heard, and where."
    add_view(app, View("witness-list", witness_list, about=about, kind="party", honours=("order", "limit")))
    about = "A line for each hearing."
    add_export(app, Export("hearings", "hearings.txt", "Hearings", about, "text/plain", calendar_of_hearings))
