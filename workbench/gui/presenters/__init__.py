"""Screens without a screen: state in, intents out. No Qt."""
