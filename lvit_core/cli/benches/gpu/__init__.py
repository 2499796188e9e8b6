"""`lvit bench gpu`: what a graphics card gives, part by part, each in a process of its own.

It needs torch, numpy, scikit-image, Pillow, tifffile, safetensors and typer.  A part that needs
more, or a device that is not there, is named with its reason; no figure is estimated.
"""
