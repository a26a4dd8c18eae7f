"""A small byte-level BPE: learned here, used here, and written as the `tokenizer.json` that ships.

Digits stand alone (with the space before them), capital letters always, so that a word in capitals is spelled out.
"""

import collections
import json
import re

SPECIAL = ("<|endoftext|>", "<|user|>", "<|assistant|>", "<|system|>", "<|end|>")
PIECES = r" ?[0-9]| ?[A-Z]?[a-z]+|[A-Z]| ?[^\sA-Za-z0-9]+|\s"
CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>' }}{% endif %}"
)


def byte_letters():
    """GPT-2's printable letter for every byte."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters = {byte: chr(byte) for byte in plain}
    for byte in range(256):
        if byte not in letters:
            letters[byte] = chr(256 + len(letters) - len(plain))
    return letters


LETTER = byte_letters()


def spell(piece):
    return tuple(LETTER[byte] for byte in piece.encode("utf-8"))


def merge_pair(symbols, pair):
    merged, i = [], 0
    while i < len(symbols):
        if symbols[i : i + 2] == pair:
            merged.append(pair[0] + pair[1])
            i += 2
        else:
            merged.append(symbols[i])
            i += 1
    return tuple(merged)


def learn_merges(texts, count):
    """The most frequent pair first; ties by spelling, so that the result depends on the texts alone."""
    words = collections.Counter(spell(piece) for text in texts for piece in re.findall(PIECES, text))
    merges = []
    while len(merges) < count:
        pairs = collections.Counter()
        for symbols, times in words.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += times
        if not pairs:
            raise ValueError(f"the texts hold only {len(merges)} merges")
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        merged = collections.Counter()
        for symbols, times in words.items():
            merged[merge_pair(symbols, best)] += times
        words = merged
    return merges


class Tokenizer:
    def __init__(self, merges):
        self.merges = merges
        symbols = [*SPECIAL, *(LETTER[byte] for byte in sorted(LETTER)), *(a + b for a, b in merges)]
        self.ids = {symbol: i for i, symbol in enumerate(symbols)}
        self.size = len(symbols)
        self.eos = self.ids["<|endoftext|>"]
        self.order = {pair: i for i, pair in enumerate(merges)}
        self.special = re.compile("(" + "|".join(re.escape(token) for token in SPECIAL) + ")")
        self.known = {}

    def encode(self, text):
        ids = []
        for part in self.special.split(text):
            if part in SPECIAL:
                ids.append(self.ids[part])
            else:
                for piece in re.findall(PIECES, part):
                    ids.extend(self.encode_piece(piece))
        return ids

    def encode_piece(self, piece):
        found = self.known.get(piece)
        if found is None:
            symbols = spell(piece)
            while len(symbols) > 1:
                pair = min(zip(symbols, symbols[1:]), key=lambda p: self.order.get(p, len(self.order)))
                if pair not in self.order:
                    break
                symbols = merge_pair(symbols, pair)
            found = self.known[piece] = [self.ids[symbol] for symbol in symbols]
        return found

    def write(self, folder, context):
        added = [
            {
                "id": self.ids[token],
                "content": token,
                "single_word": False,
                "lstrip": False,
                "rstrip": False,
                "normalized": False,
                "special": True,
            }
            for token in SPECIAL
        ]
        tokenizer = {
            "version": "1.0",
            "truncation": None,
            "padding": None,
            "added_tokens": added,
            "normalizer": None,
            "pre_tokenizer": {
                "type": "Sequence",
                "pretokenizers": [
                    {"type": "Split", "pattern": {"Regex": PIECES}, "behavior": "Isolated", "invert": False},
                    {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False},
                ],
            },
            "post_processor": None,
            "decoder": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
            "model": {
                "type": "BPE",
                "dropout": None,
                "unk_token": None,
                "continuing_subword_prefix": "",
                "end_of_word_suffix": "",
                "fuse_unk": False,
                "byte_fallback": False,
                "vocab": self.ids,
                "merges": [f"{a} {b}" for a, b in self.merges],
            },
        }
        config = {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "add_prefix_space": False,
            "added_tokens_decoder": {str(a["id"]): {k: a[k] for k in a if k != "id"} for a in added},
            "bos_token": "<|endoftext|>",
            "eos_token": "<|endoftext|>",
            "pad_token": "<|endoftext|>",
            "unk_token": "<|endoftext|>",
            "clean_up_tokenization_spaces": False,
            "model_max_length": context,
            "chat_template": CHAT_TEMPLATE,
        }
        write_json(folder / "tokenizer.json", tokenizer)
        write_json(folder / "tokenizer_config.json", config)


def write_json(path, value):
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
