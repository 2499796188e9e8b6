"""Ways to compute the same network, behind one interface; each must agree with plain float32."""
