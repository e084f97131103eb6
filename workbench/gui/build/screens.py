"""The screens of an open project, each made by its own file."""

from workbench.gui.build.author import build_author
from workbench.gui.build.browse import build_browse
from workbench.gui.build.context import Context, Screen


def build_screens(context: Context) -> list[Screen]:
    """Every screen there is. Those that others lead to are made first."""
    author, authoring = build_author(context)

    def draft(instance_id: str) -> None:
        context.go(author.name)
        authoring.drafts.from_instance(instance_id)

    browse = build_browse(context, draft=draft)
    return [browse, author]
