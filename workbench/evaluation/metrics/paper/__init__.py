"""The published metric code, quirk by quirk: the doubles of upstream's twelve scripts, many times faster."""
