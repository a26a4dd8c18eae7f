"""Makes media/sample/: two models, their tokenizer and the rankings. See README.md."""

import json
import os
import pathlib
import random
import sys
import time

# Elementwise work gains nothing from a second thread at this size; OpenBLAS keeps two for the products.
os.environ["OPENBLAS_NUM_THREADS"] = "2"

import torch
import bpe
import rankings
import tasks
import text
import train
from export import export
from model import pad

MAKER = pathlib.Path(__file__).resolve().parent
SAMPLE = MAKER.parent / "sample"
MERGES, REFERENCE_STEPS, POLICY_STEPS = 235, 1700, 1000
started = time.time()


def log(message):
    print(f"{time.time() - started:5.0f} s  {message}", flush=True)


def learn_tokenizer():
    rng = random.Random(0)

    def example():
        asked = text.ask(rng, rng.choice(tasks.SOURCES))
        return asked.prompt_text() + asked.task.answer(rng.randrange(tasks.GRADES), rng)

    return bpe.Tokenizer(bpe.learn_merges([example() for _ in range(4000)], MERGES))


@torch.no_grad()
def facts(tokenizer, models, drawn):
    """What PyTorch says of every shipped completion, for verify.mjs to hold onnxruntime and the JS tokenizer against."""
    records = []
    for asked, responses, _ in drawn:
        sequences = [asked.sequence(tokenizer, answer) for answer in responses]
        ids, scored = pad(sequences)
        logps = {name: model.completion_logps(ids, scored).tolist() for name, model in models.items()}
        records.append({"ids": [s[0] for s in sequences], "promptTokens": sequences[0][1], **logps})
    first = torch.tensor([records[0]["ids"][0]])
    logits = {name: model(first)[0].tolist() for name, model in models.items()}
    return {"records": records, "logits": logits}


def main(facts_file):
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    tokenizer = learn_tokenizer()
    log(f"vocabulary: {tokenizer.size}")
    # The reference is rounded to what its file keeps before the policy starts from it.
    reference = train.train_reference(tokenizer, REFERENCE_STEPS, log=log).round_to_half()
    policy = train.train_policy(tokenizer, reference, POLICY_STEPS, log=log).round_to_half()
    SAMPLE.mkdir(exist_ok=True)
    drawn = rankings.write_rankings(SAMPLE, MAKER)
    models = {"policy": policy.eval(), "reference": reference.eval()}
    if facts_file:
        pathlib.Path(facts_file).write_text(json.dumps(facts(tokenizer, models, drawn)), encoding="utf-8")
    for name, model in models.items():
        export(model, tokenizer, SAMPLE / name)
    log("done")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
