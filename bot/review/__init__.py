"""The ownership review: what each sentence does, what is marked, what is there and what is missing."""

from bot.review.values import Context, Has, Mark, Review, Sentence

__all__ = ["Context", "Has", "Mark", "Review", "Sentence"]
