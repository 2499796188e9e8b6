"""One object per drawing tool, fed image coordinates."""
