import { acrossWords } from '../dataset/across/acrossWords.ts';
import { checkRawLine } from '../dataset/checkRawLine.ts';
import type { Example, Text } from '../dataset/example.ts';
import { inFile } from '../dataset/fileProblem.ts';
import type { RawLine } from '../dataset/lines.ts';
import type { Severity } from '../dataset/problem.ts';
import type { Code } from '../dataset/problems.ts';
import type { Reading } from '../dataset/reading.ts';
import { type Severities, withSeverities } from '../dataset/severities.ts';
import type { ProblemStore } from './problemStore.ts';
import type { RecordLine, RecordView, ShownProblem, ShownRanking, ShownTurn } from './shown.ts';

/** UTF-16 units of a record that is no ranking, and of a line in the list. */
const mostRaw = 20_000;
const mostExcerpt = 200;

export interface Showing {
  readonly reading: Reading;
  readonly severities: Severities;
  /** Problems that were found so far. */
  readonly store: ProblemStore;
}

/** Codes of problems that only several records show. */
const across: readonly Code[] = [
  'duplicate-record',
  'contradicting-rankings',
  'id-used-twice',
  'formats-mixed',
  'all-in-file-order',
  'length-decides',
];

export function recordLine(raw: RawLine, { reading, severities, store }: Showing): RecordLine {
  const { examples, problems } = checkRawLine(raw, reading);
  const shown = [...withSeverities(problems, severities), ...together(raw.line, severities, store)];
  const severity = (['error', 'warning', 'information'] as const).find((worst: Severity) =>
    shown.some((found) => found.severity === worst),
  );
  return {
    line: raw.line,
    rankings: examples.length,
    k: examples[0]?.completions.length ?? 0,
    excerpt: excerptOf(examples[0], raw.text),
    ...(severity ? { severity } : {}),
  };
}

export function recordView(raw: RawLine, { reading, severities, store }: Showing): RecordView {
  const { examples, problems } = checkRawLine(raw, reading);
  const own = withSeverities(problems, severities).map((found): ShownProblem => {
    const { line, column, code, severity, message } = inFile(found, raw);
    return { line, column, code, severity, message };
  });
  return {
    line: raw.line,
    ...(raw.place ? { textLine: raw.place.line } : {}),
    lines: raw.lines ?? 1,
    rankings: examples.map(ranking),
    problems: [...own, ...together(raw.line, severities, store)],
    ...(examples.length === 0 ? { raw: raw.text.slice(0, mostRaw) } : {}),
  };
}

/** What the record has with others, as far as they were looked at. */
function together(line: number, severities: Severities, store: ProblemStore): readonly ShownProblem[] {
  const found = across.flatMap((code): ShownProblem[] => {
    const other = store.otherOf(code, line);
    const kept = store.wordsOf(code, line);
    if (other === undefined && kept === undefined) return [];
    const { severity, message } = acrossWords({ code, line, other });
    return [{ code, severity, message: kept ?? message, line, column: 1, ...(other ? { other } : {}) }];
  });
  return withSeverities(found, severities);
}

function ranking({ id, prompt, completions, tiers, scores, slices }: Example): ShownRanking {
  return {
    id,
    prompt: turns(prompt),
    completions: completions.map(turns),
    tiers,
    ...(scores ? { scores } : {}),
    slices,
  };
}

function turns(text: Text): ShownTurn[] {
  if (typeof text === 'string') return [{ role: '', content: text }];
  return text.map(({ role, content }) => ({ role, content }));
}

/** On one line: what the prompt ends with is what was asked. */
function excerptOf(example: Example | undefined, text: string): string {
  const prompt = example?.prompt;
  const words = typeof prompt === 'string' ? prompt : (prompt?.at(-1)?.content ?? text);
  return words
    .slice(0, 4 * mostExcerpt)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, mostExcerpt);
}
