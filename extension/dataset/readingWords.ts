import type { Direction } from './direction.ts';
import type { FileReading } from './fileReading.ts';
import { rankingChoice } from './formats/rankingMeaning.ts';

const becauses: Readonly<Record<Direction['because'], string>> = {
  documented: 'as documented',
  onlyOneFits: 'as nothing else fits the records',
  scores: 'as the scores beside agree',
};

/** A sentence or more on what a file was taken for. */
export function readingWords({ records, reading, format, direction, from }: FileReading): string[] {
  if (records === 0) return [];
  if (!format) return ['No known format of rankings.'];
  const said = from === 'records' ? '' : from === 'given' ? ', as chosen' : `, as ${from} says`;
  const words = [`Read as ${format.title}${said}.`];
  for (const choice of format.choices ?? []) {
    const option = choice.options.find(({ value }) => value === reading.chosen?.[choice.name]);
    if (option && !direction) words.push(`${choice.title} ${option.title}.`);
  }
  if (direction && direction.meaning !== 'order')
    words.push(`"ranking" is read as: ${optionTitle(direction.meaning)}, ${becauses[direction.because]}.`);
  if (direction && direction.others.length > 0) words.push(...bothReadings(direction));
  return words;
}

/** One example in each of the meanings that fit. */
export function bothReadings({ meaning, others, example }: Direction): string[] {
  if (!example) return [];
  return [
    `The records do not tell what "ranking" means. [${example.ranking.join(', ')}] may be read in these ways:`,
    ...[meaning, ...others].map((one) => `${optionTitle(one)}: ${tiersWords(example.tiers[one] ?? [])}.`),
  ];
}

/** `response 1 is best, then 0 and 3 (tied), then 2`; responses are told from 0, as everywhere. */
export function tiersWords(tiers: readonly (readonly number[])[]): string {
  return tiers
    .map((tier, place) => {
      const names = tier.length > 1 ? `${tier.join(' and ')} (tied)` : String(tier[0]);
      if (place > 0) return `then ${names}`;
      return tier.length > 1 ? `responses ${names} are best` : `response ${names} is best`;
    })
    .join(', ');
}

function optionTitle(meaning: string): string {
  return rankingChoice.options.find(({ value }) => value === meaning)?.title ?? meaning;
}
