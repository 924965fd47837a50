"""TF-IDF of characters and jieba words with logistic regression, as a contestant.

usage: python -m benchmarks.baselines.tfidf train - FOLDER | answer TEXTS.json FOLDER
"""

import asyncio
import json
import logging
import sys
import time
from pathlib import Path

import jieba
import joblib
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline, make_union

from benchmarks.baselines.contestant import Training, answer, peak_memory, write
from tools.overlap import training_examples

jieba.setLogLevel(logging.WARNING)


def words(text: str) -> list[str]:
    """jieba's words, white space left out."""
    return [word for word in jieba.cut(text.lower()) if word.strip()]


def train(folder: Path) -> None:
    """Fits on data/nlu; retrieval intents by their first part."""
    started = time.perf_counter()
    examples = [(text, intent.split("/")[0]) for _, intent, text in training_examples() if intent]
    features = make_union(
        TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2),
        TfidfVectorizer(analyzer=words, sublinear_tf=True),
    )
    model = make_pipeline(features, LogisticRegression(C=10, max_iter=100, random_state=1))
    model.fit([text for text, _ in examples], [intent for _, intent in examples])
    joblib.dump(model, folder / "model.joblib")
    write(folder / "training.json", Training(time.perf_counter() - started, peak_memory()))


async def respond(texts: list[str], folder: Path) -> None:
    """Loads what `train` made and answers."""
    model = joblib.load(folder / "model.joblib")

    async def classify(text: str) -> str:
        return str(model.predict([text])[0])

    write(folder / "answers.json", await answer(texts, classify))


if __name__ == "__main__":
    from benchmarks.baselines import tfidf  # under its own name, so that the kept model finds `words` again

    command, source, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    if command == "train":
        tfidf.train(target)
    else:
        asyncio.run(tfidf.respond(json.loads(source.read_text(encoding="utf-8")), target))
