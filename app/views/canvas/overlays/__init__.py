"""What is drawn over the image besides masks: words, scales, badges, cursors and small controls."""
