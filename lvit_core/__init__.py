"""Everything LViT Annotator does without a window, for the command line and the app alike."""
