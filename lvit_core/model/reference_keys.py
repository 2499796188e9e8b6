"""Names of the public implementation's checkpoint entries and what they are called here.

Kept apart from loading because the table is the whole knowledge: which entry is which, and which
entries exist in those files without ever taking part in a forward pass.
"""

from __future__ import annotations

import re

# (pattern of a reference key, replacement). The first match decides. ``downVit`` without a number
# is level 1 of the paper and index 0 here; ``text_module4`` is the first convolution over text.
_RULES: tuple[tuple[str, str], ...] = (
    (r"inc\.(.+)", r"stem.\1"),
    (r"down(\d)\.nConvs\.(.+)", r"down.{1}.units.\2"),
    (r"up(\d)\.nConvs\.(.+)", r"up.{1}.units.\2"),
    (r"up(\d)\.pixModule\.conv_avg\.(.+)", r"up.{1}.plam.mean_conv.\2"),
    (r"up(\d)\.pixModule\.conv_max\.(.+)", r"up.{1}.plam.max_conv.\2"),
    (r"up(\d)\.pixModule\.bottleneck\.(.+)", r"up.{1}.plam.mlp.\2"),
    (r"outc\.(.+)", r"head.\1"),
    (r"reconstruct(\d)\.(.+)", r"interaction.{1}.\2"),
    (r"text_module(\d)\.(.+)", r"text_path.convs.<1>.\2"),
    (r"downVit\.CTBN3\.(.+)", r"text_path.to_patches.\1"),
    (r"downVit([123]?)\.embeddings\.position_embeddings", r"vit_down.[1].embedding.position"),
    (r"downVit([123]?)\.embeddings\.patch_embeddings\.(.+)", r"vit_down.[1].embedding.patch.\2"),
    (r"downVit([123])\.CTBN\.(.+)", r"vit_down.[1].halve.\2"),
    (r"upVit([12]?)\.CTBN2\.(.+)", r"vit_up.[1].halve.\2"),
    (r"downVit([123]?)\.Encoder_blocks\.(.+)", r"vit_down.[1].blocks.\2"),
    (r"upVit([123]?)\.Encoder_blocks\.(.+)", r"vit_up.[1].blocks.\2"),
)

# Built by the reference and never called: they are dropped by name, anything else is an error.
_UNUSED = re.compile(
    r"(downVit[123]?|upVit[123]?)\.(head|norm)\.(weight|bias)"
    r"|upVit[123]?\.embeddings\..+"
    r"|downVit\.CTBN2?\..+"
    r"|downVit[123]\.CTBN[23]\..+"
    r"|upVit[12]?\.CTBN3?\..+"
    r"|upVit3\.CTBN[23]?\..+"
    r"|pix_module[1234]\..+"
    r"|up[1234]\.pixModule\.conv_sig\.0\.(weight|bias)"
)


def is_unused(key: str) -> bool:
    """Whether a reference entry takes no part in the forward pass."""
    return _UNUSED.fullmatch(key) is not None


def translate(key: str) -> str | None:
    """This project's name of a reference entry, or ``None`` when the name is unknown."""
    for pattern, target in _RULES:
        found = re.fullmatch(pattern, key)
        if found is None:
            continue
        name = found.expand(_place_level(target, found.group(1)))
        return name.replace(".attn.", ".attention.")
    return None


def _place_level(target: str, number: str) -> str:
    """Fills in the level: {1} counted from 1 there and 0 here, <1> in order of use, [1] or none."""
    if "{1}" in target:
        return target.replace("{1}", str(int(number) - 1))
    if "<1>" in target:
        return target.replace("<1>", str(4 - int(number)))
    return target.replace("[1]", number or "0")
