"""Anything that answers a prompt. The only code that talks to models, processes and networks."""
