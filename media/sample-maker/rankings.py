"""The held-out rankings that ship, and which of them are flipped."""

import json
import random
import tasks
import text

COUNT, CHATS, FLIPS = 400, 20, 20


def tiers_of(grades):
    """Places by grade, best first; a list is a tie."""
    tiers = [[i for i, g in enumerate(grades) if g == grade] for grade in sorted(set(grades))]
    return [tier[0] if len(tier) == 1 else tier for tier in tiers]


def size(ranking):
    return sum(len(tier) if isinstance(tier, list) else 1 for tier in ranking)


def top_of(ranking, count, rng):
    """The best tiers alone, with at least two responses left unranked; or the whole ranking where that cannot be."""
    lengths = [m for m in range(1, len(ranking)) if count - size(ranking[:m]) >= 2]
    return ranking[: rng.choice(lengths)] if lengths else ranking


def draw_record(rng, source, chat):
    asked = text.ask(rng, source, held=True, chat=chat, real_words=True)
    count = rng.choice((2, 3, 3, 4, 4, 4, 5, 5, 6))
    responses, grades = tasks.draw_answers(asked.task, count, rng, tie_chance=0.3)
    ranking = tiers_of(grades)
    if rng.random() < 0.25:
        ranking = top_of(ranking, count, rng)
    return asked, responses, ranking


def make_rankings(seed=3):
    """(records, asked, responses, flipped places). No two records share a prompt."""
    rng = random.Random(seed)
    order = [tasks.SOURCES[i % 3] for i in range(COUNT)]
    chats = set(rng.sample(range(COUNT), CHATS))
    rng.shuffle(order)
    drawn, prompts = [], set()
    for place, source in enumerate(order):
        while True:
            asked, responses, ranking = draw_record(rng, source, chat=float(place in chats))
            if asked.prompt_text() not in prompts:
                break
        prompts.add(asked.prompt_text())
        drawn.append((asked, responses, ranking))
    whole = [i for i, (_, responses, ranking) in enumerate(drawn) if size(ranking) == len(responses)]
    flipped = sorted(rng.sample(whole, FLIPS))
    numbers = dict.fromkeys(tasks.SOURCES, 0)
    records = []
    for place, (asked, responses, ranking) in enumerate(drawn):
        source = asked.task.source
        numbers[source] += 1
        records.append(
            {
                "id": f"{source}-{numbers[source]:03d}",
                "prompt": asked.prompt,
                "responses": [asked.response(answer) for answer in responses],
                "ranking": ranking[::-1] if place in flipped else ranking,
                "source": source,
            }
        )
    return records, drawn, flipped


def write_rankings(sample, maker):
    records, drawn, flipped = make_rankings()
    lines = [json.dumps(record, ensure_ascii=False) + "\n" for record in records]
    (sample / "rankings.jsonl").write_text("".join(lines), encoding="utf-8")
    flips = ",\n".join("  " + json.dumps({"line": i + 1, "id": records[i]["id"]}) for i in flipped)
    (maker / "flips.json").write_text(f"[\n{flips}\n]\n", encoding="utf-8")
    return drawn
