import { isJson, type Json } from './jsonFile.ts';

/** Names of a graph's inputs and outputs. Patterns have `%d` where the layer's number stands. */
export interface GraphNames {
  readonly inputIds: string;
  readonly attentionMask: string;
  readonly positionIds: string;
  readonly logits: string;
  /** Inputs that carry the past of earlier tokens. */
  readonly past: readonly string[];
}

// Optimum's and transformers.js' names, then the older ones that are still found.
const usualPast = [
  'past_key_values.%d.key',
  'past_key_values.%d.value',
  'past_key_values.%d.key_value',
  'past_key_values.%d',
  'past_key_%d',
  'past_value_%d',
  'past_conv.%d',
  'past_ssm.%d',
  'past_%d',
];

/** The names in `genai_config.json`, with the usual ones where it is silent. */
export function readGraphNames(genaiModel: Json | undefined): GraphNames {
  const decoder = genaiModel && isJson(genaiModel.decoder) ? genaiModel.decoder : {};
  const inputs = isJson(decoder.inputs) ? decoder.inputs : {};
  const outputs = isJson(decoder.outputs) ? decoder.outputs : {};
  const name = (from: Json, key: string, usual: string) =>
    typeof from[key] === 'string' ? (from[key] as string) : usual;
  const past = Object.entries(inputs)
    .filter(([key, value]) => /^past_.*names$/.test(key) && typeof value === 'string')
    .map(([, value]) => value as string);
  return {
    inputIds: name(inputs, 'input_ids', 'input_ids'),
    attentionMask: name(inputs, 'attention_mask', 'attention_mask'),
    positionIds: name(inputs, 'position_ids', 'position_ids'),
    logits: name(outputs, 'logits', 'logits'),
    past: [...past, ...usualPast],
  };
}

/** Does the name follow one of the patterns? */
export function matchesPattern(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => {
    const [before, after, ...more] = pattern.split('%d');
    if (after === undefined || more.length > 0) return name === pattern;
    return (
      name.startsWith(before) &&
      name.endsWith(after) &&
      name.length > before.length + after.length &&
      /^\d+$/.test(name.slice(before.length, name.length - after.length))
    );
  });
}
