"""Two templates of the kind that people write themselves, as the text of their files."""

BREAST = """
name = "breast"
title = "Breast ultrasound"
grammar = "attributes"
modality = "ultrasound"
example = "One small oval tumor at the upper left."

[augmentation]
flip_horizontal = true

[[layers]]
name = "lesion"
title = "Lesions"
colour = "#56B4E9"

  [[layers.classes]]
  name = "benign"
  title = "Benign"
  colour = "#56B4E9"

  [[layers.classes]]
  name = "malignant"
  title = "Malignant"
  colour = "#D55E00"

[sentence]
finding = "{count} {size} {shape} {kind} {noun} {place}"
nouns = ["tumor", "tumors"]
place = "at the {places}"
negative = "No tumor."
sizes = [0.05, 0.2]

[words.size]
small = ["tiny", "little"]
medium = ["medium-sized"]
large = ["big", "huge"]

[words.shape]
round = ["circle-shaped", "circular"]
oval = ["oval-shaped", "egg-shaped"]
irregular = ["not regular", "lobulated"]

[words.kind]
benign = ["harmless"]
malignant = ["cancerous"]

[words.number]
zero = []
one = ["single"]
two = []
three = []

[words.side]
left = ["lt"]
right = ["rt"]

[words.level]
upper = ["top"]
lower = ["bottom"]

[words.center]
center = ["middle", "centre"]

[words.negation]
no = ["without", "none"]

[words.unit]
mm = ["cm"]

[words.filler]
image = ["breast", "ultrasound", "in", "the", "a", "with", "is", "there", "shows"]
"""

POLYPS = """
name = "polyps"
title = "Polyps"
grammar = "free-words"

[[layers]]
name = "polyp"
title = "Polyps"
colour = "#56B4E9"
classes = [{ name = "polyp", title = "Polyp", colour = "#56B4E9" }]
"""
