"""How the weights in `resources/models` are made, from the public data they are allowed to use."""
