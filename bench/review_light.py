"""The light reader of the benches: the trained one without its encoder, so n-grams, the rules that fire, and the floor."""

from adapters.reader import TrainedReader


class Light(TrainedReader):
    """Reads with n-grams and rules alone."""

    def load(self):
        model = super().load()
        model.odds = model.by_ngrams
        return model
