import type { BrowseState, ShownProblem } from '../../browse/shown.ts';
import { boundedLines, plainText } from './boundedText.ts';

const mostCharacters = 6000;
const longestMessage = 300;

/** What a check found, for an assistant: what the file is, problems by their code, and some of them with their lines. */
export function checkText(
  name: string,
  state: Pick<BrowseState, 'words' | 'format' | 'container' | 'records' | 'problems' | 'unit' | 'failure'>,
  first: readonly ShownProblem[],
): string {
  const { words, format, container, records, problems, unit, failure } = state;
  const total = problems.reduce((sum, { count }) => sum + count, 0);
  const lines = [
    `${plainText(name, 200)}: ${records.toLocaleString('en')} records, ${total.toLocaleString('en')} problems.`,
    ...(failure === undefined
      ? []
      : [`It could not be read as a whole: ${plainText(failure, longestMessage)}`]),
    `Format: ${format === undefined ? 'none that is known' : plainText(format, 100)}${container ? `, in ${plainText(container, 100)}` : ''}.`,
    ...words.map((sentence) => plainText(sentence, longestMessage)),
  ];
  if (total === 0) return boundedLines([...lines, 'No problems.'], mostCharacters);
  lines.push('Problems by code:');
  for (const { code, severity, count } of problems)
    lines.push(`- ${code}: ${count.toLocaleString('en')} (${severity})`);
  if (first.length > 0) {
    lines.push(`The first ${first.length} of ${total.toLocaleString('en')}, by ${unit}:`);
    for (const { line, code, severity, message } of first)
      lines.push(`- ${unit} ${line}: ${severity} ${code}: ${plainText(message, longestMessage)}`);
  }
  return boundedLines(lines, mostCharacters);
}
