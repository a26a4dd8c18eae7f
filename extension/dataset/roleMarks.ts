export interface RoleMark {
  /** As it stands in the text. */
  readonly mark: string;
  /** Where the marks at the end of the text begin, when there are no others. */
  readonly end?: number;
}

/** Tokens of chat templates. */
const tokens = [
  ...['im_start', 'im_end', 'user', 'assistant', 'system', 'prompter', 'eot_id', 'eom_id', 'start_header_id'],
  ...['endoftext', 'end_of_text', 'end'],
].map((name) => `<|${name}|>`);
const marks = [...tokens, '<start_of_turn>', '<end_of_turn>', '[INST]', '[/INST]'];
/** Llama's end of a sequence; HTML has it, too, so only at the end and without its opening one. */
const sequenceEnd = '</s>';

// Words only behind a blank line and before a colon, as prose has them too; tokens of chat templates anywhere.
const words = '\\n[^\\S\\n]*\\n(?:Human|Assistant|User|### (?:Instruction|Response|Human|Assistant)): ?';
const anyMark = new RegExp([words, ...marks.map((mark) => mark.replace(/[[\]|]/g, '\\$&'))].join('|'));

/** The first mark of a speaker or of a chat template in a text. */
export function roleMarkIn(text: string): RoleMark | undefined {
  const end = marksAtEnd(text);
  const first = anyMark.exec(text);
  if (first) return { mark: first[0].trim(), ...(first.index >= end ? { end } : {}) };
  return end < text.length ? { mark: sequenceEnd, end } : undefined;
}

/** Where the run of marks begins with which the text ends; its length when it ends otherwise. By hand, as a pattern would look for it from every mark on. */
export function marksAtEnd(text: string): number {
  const own = text.includes('<s>') ? marks : [...marks, sequenceEnd];
  let start = text.length;
  for (let end = text.trimEnd().length; ; ) {
    const mark = own.find((one) => text.endsWith(one, end));
    if (!mark) return start;
    start = end - mark.length;
    end = start;
    while (end > 0 && /\s/.test(text[end - 1])) end--;
  }
}
