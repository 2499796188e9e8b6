"""The menus, filled from the registry in its order."""

from __future__ import annotations

from PySide6.QtWidgets import QMenuBar

from app.translation import noop, tr
from app.views.mnemonics import give_mnemonics
from app.views.window_actions import WindowActions

MENUS = (
    noop("File"),
    noop("Edit"),
    noop("View"),
    noop("Image"),
    noop("Mask"),
    noop("Sentence"),
    noop("Training"),
    noop("Help"),
)
SUBMENUS = {
    noop("Tools"): noop("Mask"),
    noop("Move"): noop("View"),
    noop("CT window"): noop("View"),
    noop("Threshold"): noop("Sentence"),
    noop("Project care"): noop("File"),
    noop("Panels"): noop("View"),
}
"""Menus of the registry that stand inside another one, where their first action comes."""
SEPARATED_BEFORE = {
    "app.preferences",
    "app.quit",
    "images.add",
    "project.export",
    "image.mark_labeled",
    "images.by_need",
    "view.auto_contrast",
    "view.zoom_in",
    "view.toggle_mask",
    "view.full_screen",
    "help.messages",
    "brush.larger",
    "label.new",
    "mask.copy_previous",
    "object.delete",
    "proposal.accept",
    "model.choose",
    "help.about",
    "images.search",
    "panel.none",
}
FILE_ORDER = (
    "project.new",
    "kind.new",
    "project.open",
    "project.open_sample",
    "project.close",
    "images.add",
    "images.add_folder",
    "images.find_missing",
    "project.export",
    "sentence.effect_figure",
    "project.import",
    "project.copy",
    "project.settings",
    "care.check",
    "care.repair",
    "care.back_up",
    "care.restore",
    "care.compact",
    "care.history",
    "care.audit",
)


def fill_menus(bar: QMenuBar, actions: WindowActions) -> None:
    """Makes every menu."""
    menus = {title: bar.addMenu(tr(title)) for title in MENUS}
    menus["Tools"] = menus["Mask"].addMenu(tr("Tools"))  # stands first
    menus["Mask"].addSeparator()
    for menu in menus.values():
        menu.setToolTipsVisible(True)
    entries = actions.all()
    order = {action_id: number for number, action_id in enumerate(FILE_ORDER)}
    entries.sort(key=lambda pair: order.get(pair[0].id, len(order)))
    for action, made in entries:
        if action.menu in SUBMENUS and action.menu not in menus:
            inner = menus[SUBMENUS[action.menu]].addMenu(tr(action.menu))
            inner.setToolTipsVisible(True)
            menus[action.menu] = inner
        menu = menus.get(action.menu)
        if menu is None:
            continue
        if action.id in SEPARATED_BEFORE and not menu.isEmpty():
            menu.addSeparator()
        menu.addAction(made)
    give_mnemonics(bar.actions())
    for one in menus.values():
        give_mnemonics(one.actions())
