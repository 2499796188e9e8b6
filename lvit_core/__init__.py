"""Everything LViT Annotator does without a window: shared by the command line and the application."""
