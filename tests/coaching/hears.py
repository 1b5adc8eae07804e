"""A reader that suspects: the rules' own reader, which hears one label more, for sure, as a trained one may."""

import re
from dataclasses import replace

from adapters.reader import RuleReader


class Hears(RuleReader):
    """Hears `label` in every sentence where the pattern `where` is found, and nothing of a repair there."""

    def __init__(self, label, where=""):
        self.label = label
        self.where = re.compile(where, re.IGNORECASE)

    def read(self, text, context):
        review = super().read(text, context)
        sentences = tuple(self._suspect(s) if self.where.search(s.text) else s for s in review.sentences)
        ask = self.label == "crisis" and sentences != review.sentences
        return replace(review, sentences=sentences, crisis="ask" if ask else review.crisis)

    def _suspect(self, sentence):
        labels = sentence.labels - {"repair"} | {self.label}
        return replace(sentence, labels=labels, marked=sentence.marked | {self.label})
