import { isJson, type Json } from './jsonFile.ts';

/** What the config files of a model folder say about its numbers; 0 or [] where they say nothing. */
export interface ModelConfig {
  /** Tokens. */
  readonly contextLength: number;
  readonly vocabularySize: number;
  /** For past tensors whose dimensions the graph leaves open. */
  readonly keyValueHeads: number;
  readonly headSize: number;
}

/** From `config.json` of transformers. Multimodal models keep the text model's numbers in `text_config`. */
export function readConfig(config: Json): ModelConfig {
  const all: Json = isJson(config.text_config) ? { ...config, ...config.text_config } : config;
  const number = (...names: string[]) => firstNumber(all, names);
  const heads = number('num_attention_heads', 'n_head', 'n_heads', 'num_heads');
  const width = number('hidden_size', 'n_embd', 'd_model', 'dim');
  return {
    contextLength: number(
      'max_position_embeddings',
      'n_positions',
      'n_ctx',
      'max_seq_len',
      'max_sequence_length',
      'seq_length',
    ),
    vocabularySize: number('vocab_size', 'n_vocab'),
    keyValueHeads: number('num_key_value_heads', 'n_head_kv', 'num_kv_heads') || heads,
    headSize: number('head_dim') || (heads > 0 ? width / heads : 0),
  };
}

/** From the `model` object of ONNX Runtime GenAI's `genai_config.json`. */
export function readGenaiConfig(model: Json): ModelConfig {
  const decoder = isJson(model.decoder) ? model.decoder : {};
  return {
    contextLength: firstNumber(model, ['context_length']),
    vocabularySize: firstNumber(model, ['vocab_size']),
    keyValueHeads: firstNumber(decoder, ['num_key_value_heads', 'num_attention_heads']),
    headSize: firstNumber(decoder, ['head_size']),
  };
}

/** The first that says something wins, number by number. */
export function mergeConfigs(first: ModelConfig, second: ModelConfig): ModelConfig {
  return {
    contextLength: first.contextLength || second.contextLength,
    vocabularySize: first.vocabularySize || second.vocabularySize,
    keyValueHeads: first.keyValueHeads || second.keyValueHeads,
    headSize: first.headSize || second.headSize,
  };
}

function firstNumber(from: Json, names: readonly string[]): number {
  for (const name of names) {
    const value = from[name];
    if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  }
  return 0;
}
