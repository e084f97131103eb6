"""The list of keys as one page that can be printed."""

import html
from pathlib import Path

from workbench.domain.key_table import KEYS, Where
from workbench.domain.keys import Keymap

_LOOK = (
    "body{font:14px/1.45 Inter,'Noto Sans',sans-serif;margin:24px;color:#1b2330;columns:2;column-gap:32px}"
    "h1{font-size:18px;margin:0 0 12px;column-span:all}h2{font-size:14px;margin:14px 0 4px;break-after:avoid}"
    "table{border-collapse:collapse;width:100%}tr{break-inside:avoid}"
    "td{padding:2px 8px 2px 0;vertical-align:top}"
    "td:first-child{width:9em;text-align:right;white-space:nowrap}"
    "kbd{font:12px Inter,sans-serif;border:1px solid #8b95a5;border-radius:4px;padding:0 5px}"
    "@page{margin:14mm}@media (max-width:640px){body{columns:1}}"
)


def keys_page(keymap: Keymap) -> str:
    """Every key in force, by screen, as HTML that needs nothing else."""
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><title>Keys of MedS Workbench</title>",
        f"<style>{_LOOK}</style><h1>Keys of MedS Workbench</h1>",
    ]
    for where in Where:
        parts.append(f"<h2>{html.escape(where.value)}</h2><table>")
        parts += [
            f"<tr><td><kbd>{html.escape(keymap.key(one.name))}</kbd></td><td>{html.escape(one.what)}</td></tr>"
            for one in KEYS
            if one.where is where
        ]
        parts.append("</table>")
    parts.append("<p>Single letters rest while you type in a field.</p></html>")
    return "\n".join(parts) + "\n"


def write_keys_page(path: Path, keymap: Keymap) -> None:
    """Write the page to `path`."""
    path.write_text(keys_page(keymap), encoding="utf-8")
