"""The grammar of many small objects, such as nuclei: how they are spread, where they are dense."""
