import {
  BPE,
  ByteLevelPreTokenizer,
  type PreTokenizer,
  SequencePreTokenizer,
  type Tokenizer,
} from '@huggingface/tokenizers';
import { remember } from './remember.ts';

/**
 * Makes a BPE tokenizer several times faster and its tokens no others. What comes again is looked up: a word before its
 * bytes are spelled out and merged, and a whole section between special tokens (a system prompt, an example's question).
 * Other kinds of tokenizers are left as they are.
 */
export function keepTokens(tokenizer: Tokenizer): void {
  const { model, pre_tokenizer: own } = tokenizer;
  if (!(model instanceof BPE)) return;
  const words = (own && byteLevelWords(own)) ?? markedWords(own, model);
  if (!words) return;
  const merge = model.encode.bind(model);
  // Its own memory of words costs more than it saves behind this one.
  model.max_length_to_cache = 0;
  // 50,000 English words and their tokens take some 10 MB.
  const ofWord = remember((word) => merge([words.spell(word)]), { longest: 200, units: 400_000 });
  const ofSection = remember(
    (key) => words.split(key.slice(1), { section_index: key[0] === '0' ? 0 : 1 }).flatMap(ofWord),
    { longest: 50_000, units: 2_000_000 },
  );
  const tokensOf = (section: string, options?: { readonly section_index?: number }) =>
    ofSection(`${options?.section_index === 0 ? 0 : 1}${section}`);
  // The library calls both in turn; it takes a function, though its type names the class `Callable`.
  tokenizer.pre_tokenizer = tokensOf as unknown as PreTokenizer;
  model.encode = (tokens) => tokens;
}

/** The pieces of a section that are merged each for itself. */
interface Words {
  /** `section_index` 0: it is the first of its text, where some put a space. */
  split(section: string, options: { readonly section_index: number }): string[];
  /** As the merges know it. */
  spell(word: string): string;
}

/** GPT-2's way and its descendants': regular expressions, then bytes. */
function byteLevelWords(own: PreTokenizer): Words | undefined {
  const stages = own instanceof SequencePreTokenizer ? own.tokenizers : [own];
  const last = stages.at(-1);
  if (!(last instanceof ByteLevelPreTokenizer) || last.add_prefix_space) return undefined;
  const before = stages.slice(0, -1);
  const bytes = new ByteLevelPreTokenizer({ ...last.config, use_regex: false });
  return {
    split(section, options) {
      const parts = before.reduce((parts, stage) => stage?.pre_tokenize(parts, options) ?? parts, [section]);
      return last.use_regex ? parts.flatMap((part) => part.match(last.pattern) ?? []) : parts;
    },
    spell: (word) => bytes.pre_tokenize_text(word)[0],
  };
}

/** SentencePiece's way: the section is one word to the merges. Where none makes a token that goes on over ▁, they work apart on each side of it. */
function markedWords(own: PreTokenizer | null, model: BPE): Words | undefined {
  if (model.end_of_word_suffix || model.continuing_subword_suffix || model.ignore_merges) return undefined;
  if (model.merges.some(([left, right]) => /[^▁]▁/.test(left + right))) return undefined;
  return {
    split: (section, options) =>
      (own ? own.pre_tokenize(section, options) : [section]).flatMap(
        (part) => part.match(/▁*[^▁]+|▁+/g) ?? [],
      ),
    spell: (word) => word,
  };
}
