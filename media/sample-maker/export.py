"""Writes a model as Optimum does: a decoder with past in ONNX, weights in float16, arithmetic in float32."""

import torch
from torch.nn import functional as F
from bpe import write_json
from model import CONTEXT, HEADS, LAYERS, WIDTH, gelu_new

OPSET = 17


class Decoder(torch.nn.Module):
    """LanguageModel with a key/value cache and an attention mask."""

    def __init__(self, model):
        super().__init__()
        self.transformer = model

    def forward(self, input_ids, attention_mask, position_ids, *past):
        model = self.transformer
        total, length = attention_mask.shape[1], input_ids.shape[1]
        queries = torch.arange(length) + (total - length)
        causal = torch.arange(total)[None, :] <= queries[:, None]
        allowed = causal[None, None] & (attention_mask[:, None, None, :] > 0)
        mask = (1.0 - allowed.float()) * -1e9
        x = model.wte(input_ids) + model.wpe(position_ids)
        present = []
        for i, block in enumerate(model.blocks):
            x, key, value = block(x, mask, past=(past[2 * i], past[2 * i + 1]), gelu=gelu_new)
            present += [key, value]
        return (model.ln_f(x) @ model.wte.weight.float().t(), *present)


class HalfLinear(torch.nn.Linear):
    def forward(self, x):
        return F.linear(x, self.weight.float(), self.bias.float())


class HalfEmbedding(torch.nn.Embedding):
    def forward(self, ids):
        return F.embedding(ids, self.weight).float()


class HalfNorm(torch.nn.LayerNorm):
    def forward(self, x):
        return F.layer_norm(x, self.normalized_shape, self.weight.float(), self.bias.float(), self.eps)


STORED = {torch.nn.Linear: HalfLinear, torch.nn.Embedding: HalfEmbedding, torch.nn.LayerNorm: HalfNorm}


def store_as_half(model):
    """Every weight becomes float16 and is cast to float32 where it is used."""
    for module in model.modules():
        module.__class__ = STORED.get(type(module), type(module))
    return model.half()


def export_onnx(model, path):
    cache = torch.zeros(1, HEADS, 3, WIDTH // HEADS)
    inputs = (
        torch.ones(1, 2, dtype=torch.long),
        torch.ones(1, 5, dtype=torch.long),
        torch.tensor([[3, 4]]),
        *[cache] * (2 * LAYERS),
    )
    kinds = [(i, kind) for i in range(LAYERS) for kind in ("key", "value")]
    past = [f"past_key_values.{i}.{kind}" for i, kind in kinds]
    present = [f"present.{i}.{kind}" for i, kind in kinds]
    both = "past_sequence_length + sequence_length"
    axes = {
        "input_ids": {0: "batch_size", 1: "sequence_length"},
        "attention_mask": {0: "batch_size", 1: both},
        "position_ids": {0: "batch_size", 1: "sequence_length"},
        "logits": {0: "batch_size", 1: "sequence_length"},
        **{name: {0: "batch_size", 2: "past_sequence_length"} for name in past},
        **{name: {0: "batch_size", 2: both} for name in present},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        Decoder(store_as_half(model)),
        inputs,
        str(path),
        input_names=["input_ids", "attention_mask", "position_ids", *past],
        output_names=["logits", *present],
        dynamic_axes=axes,
        opset_version=OPSET,
        do_constant_folding=False,  # folding would write the weights out in float32
    )


def export(model, tokenizer, folder):
    """A model folder in the layout of Optimum and transformers.js. The model is of no use afterwards."""
    export_onnx(model.eval(), folder / "onnx" / "model.onnx")
    tokenizer.write(folder, CONTEXT)
    end = tokenizer.ids["<|end|>"]
    config = {
        "architectures": ["GPT2LMHeadModel"],
        "model_type": "gpt2",
        "activation_function": "gelu_new",
        "attn_pdrop": 0.0,
        "embd_pdrop": 0.0,
        "resid_pdrop": 0.0,
        "layer_norm_epsilon": 1e-05,
        "n_ctx": CONTEXT,
        "n_embd": WIDTH,
        "n_head": HEADS,
        "n_inner": None,
        "n_layer": LAYERS,
        "n_positions": CONTEXT,
        "scale_attn_weights": True,
        "tie_word_embeddings": True,
        "use_cache": True,
        "torch_dtype": "float16",
        "vocab_size": tokenizer.size,
        "bos_token_id": tokenizer.eos,
        "eos_token_id": tokenizer.eos,
    }
    write_json(folder / "config.json", config)
    generation = {"bos_token_id": tokenizer.eos, "eos_token_id": [tokenizer.eos, end], "max_new_tokens": 40}
    write_json(folder / "generation_config.json", generation)
