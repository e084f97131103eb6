-- How sure the models were of what they answered.

-- For each token of the text, in order, four bytes: how many code points came with it (unsigned, 16 bits),
-- then the natural logarithm of its probability (a float of 16 bits), both with the low byte first.
-- NULL where the engine did not tell, or nothing was written.
ALTER TABLE completion ADD COLUMN chances BLOB;

-- JSON list of [text, tokens, logarithm of the probability] for each option; NULL where the answer was written.
ALTER TABLE completion ADD COLUMN options TEXT;
