"""Three kinds of small tasks whose right answer is known, and answers of graded wrongness.

Grades, best first. Two answers of one grade are tied.
  0 right     the right answer
  1 close     sorting: two neighbours swapped or one number left out; addition: off by 1 or 2;
              spelling: two neighbouring letters swapped or one letter left out
  2 far       sorting: largest first; addition: off by 10 or 20; spelling: the word forwards
  3 no answer "I do not know."
  4 invented  an answer of the right form with unrelated numbers or letters
  5 beside    an answer to something else
"""

import zlib
from words import WORDS

RIGHT, CLOSE, FAR, NONE, INVENTED, BESIDE = range(6)
GRADES = 6
SOURCES = ("sorting", "addition", "spelling")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

PROMPTS = {
    "sorting": (
        "Sort these numbers: {}.",
        "Put these numbers in order, smallest first: {}.",
        "Which order do these numbers go in, from small to large: {}?",
    ),
    "addition": ("Add {} and {}.", "What is {} plus {}?", "Please work out {} + {}."),
    "spelling": ("Spell {} backwards.", "Write the word {} in reverse.", "What is {} spelled backwards?"),
}
ANSWERS = {
    "sorting": ("The sorted numbers are {}.", "In order: {}.", "From small to large: {}."),
    "addition": ("The sum is {x}.", "{a} + {b} = {x}.", "The answer is {x}."),
    "spelling": ("Backwards it is {x}.", "{w} backwards is {x}.", "In reverse it reads {x}."),
}
NO_ANSWER = ("I do not know.", "I am not sure.", "I cannot tell.", "Sorry, I do not know the answer.")
CHATTER = (
    "Paris is the capital of France.",
    "The weather is nice today.",
    "Tea tastes best with a slice of lemon.",
    "Most cats sleep in the afternoon.",
    "The train leaves at noon.",
    "A triangle has three sides.",
)


def held_out(source, content):
    """One in ten contents (numbers to sort in any order, addends in any order, word) is never trained on."""
    return zlib.crc32(f"{source} {content}".encode()) % 10 == 0


class Task:
    """One question. `content` is what it is about: a tuple of numbers, two addends, or a word."""

    def __init__(self, source, content, wording, held, real_words):
        self.source = source
        self.content = content
        self.held = held
        self.real_words = real_words
        text = PROMPTS[source][wording]
        if source == "sorting":
            self.question = text.format(numbers(content))
        elif source == "addition":
            self.question = text.format(*content)
        else:
            self.question = text.format(content)

    def answer(self, grade, rng):
        """A text of this grade; texts of other grades always differ from it."""
        if grade == NONE:
            return rng.choice(NO_ANSWER)
        if grade == BESIDE:
            return beside(self, rng)
        wording = rng.choice(ANSWERS[self.source])
        if self.source == "sorting":
            return wording.format(numbers(sorting_answer(self.content, grade, rng)))
        if self.source == "addition":
            a, b = self.content
            return wording.format(a=a, b=b, x=addition_answer(a + b, grade, rng))
        return wording.format(w=self.content, x=spelling_answer(self.content, grade, rng))


def numbers(values):
    return ", ".join(str(value) for value in values)


def swap_neighbours(items, rng):
    """Two different neighbours change places."""
    places = [i for i in range(len(items) - 1) if items[i] != items[i + 1]]
    i = rng.choice(places)
    return items[:i] + [items[i + 1], items[i]] + items[i + 2 :]


def leave_one_out(items, rng):
    i = rng.randrange(len(items))
    return items[:i] + items[i + 1 :]


def sorting_answer(content, grade, rng):
    right = sorted(content)
    if grade == RIGHT:
        return right
    if grade == CLOSE:
        return swap_neighbours(right, rng) if rng.random() < 0.6 else leave_one_out(right, rng)
    if grade == FAR:
        return right[::-1]
    while True:
        other = rng.sample(range(1, 21), len(right))
        if len(set(other) & set(right)) <= len(right) // 2:
            return other


def addition_answer(right, grade, rng):
    if grade == RIGHT:
        return right
    if grade == INVENTED:
        while True:
            other = rng.randint(1, 99)
            if abs(other - right) > 25:
                return other
    size = rng.choice((1, 1, 2)) if grade == CLOSE else rng.choice((10, 10, 20))
    return right - size if rng.random() < 0.5 and right > size else right + size


def spelling_answer(word, grade, rng):
    right = list(word[::-1])
    if grade == FAR:
        return word
    while True:
        if grade == RIGHT:
            letters = right
        elif grade == CLOSE:
            letters = swap_neighbours(right, rng) if rng.random() < 0.6 else leave_one_out(right, rng)
        else:
            letters = [rng.choice(LETTERS) for _ in right]
            if sum(a == b for a, b in zip(letters, right)) > 1:
                continue
        text = "".join(letters)
        if grade == RIGHT or text not in (word, word[::-1]):
            return text


def beside(task, rng):
    """A right answer to a task of another kind, from the same part of the contents, or small talk."""
    if rng.random() < 0.4:
        return rng.choice(CHATTER)
    other = draw(rng, rng.choice([s for s in SOURCES if s != task.source]), task.held, task.real_words)
    return other.answer(RIGHT, rng)


def draw_content(rng, source, real_words):
    if source == "sorting":
        return tuple(rng.sample(range(1, 21), rng.randint(3, 5)))
    if source == "addition":
        return (rng.randint(2, 49), rng.randint(2, 49))
    if real_words:
        return rng.choice(WORDS)
    return "".join(rng.choice(LETTERS) for _ in range(rng.randint(3, 6)))


def content_key(source, content):
    return content if source == "spelling" else " ".join(map(str, sorted(content)))


def is_held_out(source, content):
    # A made-up word may be a held-out word read backwards or forwards.
    keys = (content, content[::-1]) if source == "spelling" else (content,)
    return any(held_out(source, content_key(source, key)) for key in keys)


def draw(rng, source, held, real_words):
    """A random task from the training part (`held=False`) or the held-out part (True).

    `real_words`: only words of words.py; None mixes in made-up ones.
    """
    while True:
        # Without made-up words the 500 real ones would be learned by heart.
        real = real_words if real_words is not None else rng.random() < 0.5
        content = draw_content(rng, source, real)
        if source == "spelling" and (len(set(content)) < 2 or content == content[::-1]):
            continue
        if is_held_out(source, content) == held:
            return Task(source, content, rng.randrange(3), held, real_words)


def draw_answers(task, count, rng, tie_chance):
    """`count` different texts with their grades, in random order; more than one grade among them."""
    while True:
        if rng.random() < tie_chance or count > GRADES:
            grades = [rng.choice((RIGHT, RIGHT, CLOSE, CLOSE, FAR, NONE, INVENTED, BESIDE)) for _ in range(count)]
        else:
            grades = rng.sample(range(GRADES), count)
        if len(set(grades)) < 2:
            continue
        texts = []
        for grade in grades:
            for _ in range(20):
                text = task.answer(grade, rng)
                if text not in texts:
                    texts.append(text)
                    break
        if len(texts) == count:
            return texts, grades
