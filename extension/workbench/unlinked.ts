/**
 * A sentence for a message of VS Code, which makes links of `[words](target)`, commands among them: one that quotes a dataset, a model's
 * template or a file's name has none, and no control characters that would turn the words around.
 */
export function unlinked(sentence: string): string {
  return sentence.replace(/\](?=\()/g, '] ').replace(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, '\ufffd');
}
