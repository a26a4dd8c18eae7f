/** Answers of this session, the ones that were not asked for longest forgotten first. */
export interface KeptAnswers<T> {
  get(key: string): T | undefined;
  add(key: string, answer: T): void;
}

/** `sizeOf` counts what fills the memory; `most` of it is kept. The newest answer is, whatever its size. */
export function keptAnswers<T>(sizeOf: (answer: T) => number, most = 500_000): KeptAnswers<T> {
  const answers = new Map<string, T>();
  let size = 0;
  return {
    get(key) {
      const answer = answers.get(key);
      if (answer === undefined) return undefined;
      answers.delete(key);
      answers.set(key, answer);
      return answer;
    },
    add(key, answer) {
      const before = answers.get(key);
      if (before !== undefined) size -= sizeOf(before);
      answers.delete(key);
      answers.set(key, answer);
      size += sizeOf(answer);
      for (const [oldest, dropped] of answers) {
        if (size <= most || oldest === key) break;
        answers.delete(oldest);
        size -= sizeOf(dropped);
      }
    },
  };
}
