"""What a port promises, run over the stand-in and the real part."""
