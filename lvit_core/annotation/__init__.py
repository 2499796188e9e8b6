"""Labels as planes of object ids, and the pure edits that change them."""
