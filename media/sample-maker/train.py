"""Training: the reference on demonstrations, the policy on rankings."""

import itertools
import math
import random
import time
import torch
import tasks
import text
from model import LanguageModel, pad

# Good and bad demonstrations alike: their shares by grade (tasks.py).
DEMONSTRATIONS = (0.35, 0.2, 0.15, 0.08, 0.14, 0.08)


def schedule(step, steps, warmup=100):
    """Up linearly, then down by a cosine to a twentieth."""
    if step < warmup:
        return (step + 1) / warmup
    return 0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def optimizer_for(model, rate, decay):
    matrices = [w for w in model.parameters() if w.dim() == 2]
    vectors = [w for w in model.parameters() if w.dim() == 1]
    groups = [{"params": matrices, "weight_decay": decay}, {"params": vectors, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=rate, betas=(0.9, 0.98))


def take_step(model, optimizer, loss, rate):
    for group in optimizer.param_groups:
        group["lr"] = rate
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()


def batches(draw, size, length, rng, pool=16):
    """Endless batches of `size` drawn items of about equal length: less padding."""
    while True:
        items = sorted((draw() for _ in range(size * pool)), key=length)
        chunks = [items[i : i + size] for i in range(0, len(items), size)]
        rng.shuffle(chunks)
        yield from chunks


def train_reference(tokenizer, steps, size=64, rate=2e-3, seed=1, log=print):
    """A language model of the answers to the training tasks, right and wrong ones."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = LanguageModel(tokenizer.size)
    log(f"parameters: {sum(w.numel() for w in model.parameters()):,}")

    def draw():
        asked = text.ask(rng, rng.choice(tasks.SOURCES))
        grade = rng.choices(range(tasks.GRADES), DEMONSTRATIONS)[0]
        return asked.sequence(tokenizer, asked.task.answer(grade, rng))

    optimizer = optimizer_for(model, rate, 0.05)
    start, seen, mean = time.time(), 0, None
    for step, batch in zip(range(steps), batches(draw, size, lambda s: len(s[0]), rng)):
        ids, scored = pad(batch)
        loss = -model.token_logps(ids, scored).mean()
        take_step(model, optimizer, loss, rate * schedule(step, steps))
        seen += ids.numel()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % 100 == 99:
            log(f"reference step {step + 1}: {mean:.4f} nats a token, {seen / (time.time() - start):,.0f} tokens/s")
    return model


def strict_orders(grades):
    """Every strict order, best first, that a ranking with ties stands for."""
    tiers = [[i for i, g in enumerate(grades) if g == grade] for grade in sorted(set(grades))]
    orders = itertools.product(*(itertools.permutations(tier) for tier in tiers))
    return [list(itertools.chain(*order)) for order in orders]


def plackett_luce_loss(rewards, orders):
    """-log P of a ranking (Rafailov et al. 2023, eq. 20), ties by the exact sum over their strict orders; in nats.

    rewards [K]; orders: lists of K places, best first.
    """
    ordered = rewards[torch.tensor(orders)]
    rest = torch.logcumsumexp(ordered.flip(1), 1).flip(1)
    return -torch.logsumexp((ordered - rest).sum(1), 0)


def train_policy(tokenizer, reference, steps, examples=24, beta=0.1, rate=5e-4, seed=2, log=print):
    """From the reference, by Plackett-Luce DPO against the frozen reference on rankings of the training tasks."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    policy = LanguageModel(tokenizer.size)
    policy.load_state_dict(reference.state_dict())
    reference.requires_grad_(False)

    def draw():
        asked = text.ask(rng, rng.choice(tasks.SOURCES))
        while True:
            texts, grades = tasks.draw_answers(asked.task, rng.choice((2, 3, 4, 4, 5, 6)), rng, tie_chance=0.4)
            orders = strict_orders(grades)
            if len(orders) <= 12:
                return [asked.sequence(tokenizer, t) for t in texts], orders

    def longest(example):
        return max(len(ids) for ids, _ in example[0])

    optimizer = optimizer_for(policy, rate, 0.0)
    start, seen, mean, first = time.time(), 0, None, 0.0
    for step, batch in zip(range(steps), batches(draw, examples, longest, rng)):
        ids, scored = pad([sequence for sequences, _ in batch for sequence in sequences])
        with torch.no_grad():
            baseline = reference.completion_logps(ids, scored)
        rewards = beta * (policy.completion_logps(ids, scored) - baseline)
        each = rewards.split([len(sequences) for sequences, _ in batch])
        loss = sum(plackett_luce_loss(r, orders) for r, (_, orders) in zip(each, batch)) / len(batch)
        take_step(policy, optimizer, loss, rate * schedule(step, steps))
        seen += ids.numel()
        hits = sum(int(r.argmax()) in {order[0] for order in orders} for r, (_, orders) in zip(each, batch))
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        first = 0.98 * first + 0.02 * hits / len(batch)
        if step % 100 == 99:
            speed = seen / (time.time() - start)
            log(f"policy step {step + 1}: loss {mean:.4f}, best first {first:.3f}, {speed:,.0f} tokens/s")
    return policy
