"""A small GPT-2: learned positions, pre-norm blocks, tied head."""

import math
import torch
from torch import nn

CONTEXT, WIDTH, LAYERS, HEADS = 256, 128, 6, 4


def gelu_new(x):
    return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * x * x * x)))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.ln_1 = nn.LayerNorm(WIDTH)
        self.c_attn = nn.Linear(WIDTH, 3 * WIDTH)
        self.attn_proj = nn.Linear(WIDTH, WIDTH)
        self.ln_2 = nn.LayerNorm(WIDTH)
        self.c_fc = nn.Linear(WIDTH, 4 * WIDTH)
        self.mlp_proj = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x, mask, past=None, gelu=nn.functional.gelu):
        """x [batch, seq, width]; mask [batch or 1, 1, seq, past + seq] added to the scores; past: key, value."""
        batch, length, _ = x.shape
        heads = self.c_attn(self.ln_1(x)).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        query, key, value = heads[0], heads[1], heads[2]
        if past is not None:
            key, value = torch.cat((past[0], key), 2), torch.cat((past[1], value), 2)
        scores = query @ key.transpose(2, 3) / math.sqrt(WIDTH // HEADS) + mask
        mixed = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = x + self.attn_proj(mixed)
        x = x + self.mlp_proj(gelu(self.c_fc(self.ln_2(x))))
        return x, key, value


def fast_gelu_new(x):
    """The same values as `gelu_new`, in one kernel."""
    return nn.functional.gelu(x, approximate="tanh")


class LanguageModel(nn.Module):
    def __init__(self, vocabulary):
        super().__init__()
        self.wte = nn.Embedding(vocabulary, WIDTH)
        self.wpe = nn.Embedding(CONTEXT, WIDTH)
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        self.ln_f = nn.LayerNorm(WIDTH)
        for name, weights in self.named_parameters():
            if weights.dim() == 2:
                nn.init.normal_(weights, std=0.02 / (math.sqrt(2 * LAYERS) if "proj" in name else 1))
            elif name.endswith("bias"):
                nn.init.zeros_(weights)

    def hidden(self, ids):
        length = ids.shape[1]
        mask = torch.full((length, length), -1e9).triu(1)[None, None]
        x = self.wte(ids) + self.wpe.weight[:length]
        for block in self.blocks:
            x, _, _ = block(x, mask, gelu=fast_gelu_new)
        return self.ln_f(x)

    def forward(self, ids):
        return self.hidden(ids) @ self.wte.weight.t()

    def token_logps(self, ids, scored):
        """Log-probabilities [tokens scored], in nats, of the ids [batch, length] where `scored` [batch, length - 1]."""
        hidden = self.hidden(ids[:, :-1])[scored]
        return torch.log_softmax(hidden @ self.wte.weight.t(), -1).gather(1, ids[:, 1:][scored][:, None])[:, 0]

    def completion_logps(self, ids, scored):
        """Sums over each row's scored tokens, [batch]."""
        rows = torch.nonzero(scored)[:, 0]
        return torch.zeros(len(ids)).index_add(0, rows, self.token_logps(ids, scored))

    @torch.no_grad()
    def round_to_half(self):
        """The values that a float16 file keeps; the arithmetic stays float32."""
        for weights in self.parameters():
            weights.copy_(weights.half().float())
        return self


def pad(sequences):
    """[(ids, prompt length)] -> ids [batch, longest] padded on the right, and which next tokens are scored."""
    longest = max(len(ids) for ids, _ in sequences)
    batch = torch.zeros(len(sequences), longest, dtype=torch.long)
    scored = torch.zeros(len(sequences), longest - 1, dtype=torch.bool)
    for row, (ids, prompt) in enumerate(sequences):
        batch[row, : len(ids)] = torch.tensor(ids)
        scored[row, prompt - 1 : len(ids) - 1] = True
    return batch, scored
