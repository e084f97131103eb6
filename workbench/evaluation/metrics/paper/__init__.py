"""The published metric code, quirk by quirk: the same doubles as upstream's twelve scripts, many times faster."""
