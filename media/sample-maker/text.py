"""From a task and an answer to the token sequence that is scored: plain text, or a conversation."""

import tasks

SYSTEM = ("You give short answers.", "You are a careful helper.")


class Asked:
    """A task as a prompt: `prompt` is what the record holds, a string or messages."""

    def __init__(self, task, messages=None):
        self.task = task
        self.prompt = messages if messages else task.question + "\n"

    @property
    def is_chat(self):
        return not isinstance(self.prompt, str)

    def prompt_text(self):
        if not self.is_chat:
            return self.prompt
        return "".join(f"<|{m['role']}|>{m['content']}<|end|>" for m in self.prompt) + "<|assistant|>"

    def ending(self):
        return "<|end|>" if self.is_chat else "<|endoftext|>"

    def response(self, text):
        return [{"role": "assistant", "content": text}] if self.is_chat else text

    def sequence(self, tokenizer, text):
        """(ids, prompt length). Prompt and completion never merge across the border: it is a newline or a special token."""
        prompt = tokenizer.encode(self.prompt_text())
        return prompt + tokenizer.encode(text + self.ending()), len(prompt)


def as_chat(task, rng, held, real_words):
    """One or two turns, some with a system message."""
    messages = [{"role": "system", "content": rng.choice(SYSTEM)}] if rng.random() < 0.3 else []
    if rng.random() < 0.3:
        earlier = tasks.draw(rng, rng.choice(tasks.SOURCES), held, real_words)
        messages.append({"role": "user", "content": earlier.question})
        messages.append({"role": "assistant", "content": earlier.answer(tasks.RIGHT, rng)})
    messages.append({"role": "user", "content": task.question})
    return Asked(task, messages)


def ask(rng, source, held=False, chat=0.1, real_words=None):
    task = tasks.draw(rng, source, held, real_words)
    return as_chat(task, rng, held, real_words) if rng.random() < chat else Asked(task)
