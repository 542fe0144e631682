"""An OpenAI-compatible endpoint: the one home of the `openai` package.

Loading that takes seconds: `late` does it where nobody waits.
"""
