import * as l10n from '@vscode/l10n';
import type { Direction } from './direction.ts';
import type { FileReading } from './fileReading.ts';
import { rankingChoice } from './formats/rankingMeaning.ts';

const becauses: Readonly<Record<Direction['because'], string>> = {
  documented: l10n.t('as documented'),
  onlyOneFits: l10n.t('as nothing else fits the records'),
  scores: l10n.t('as the scores beside agree'),
};

/** A sentence or more on what a file was taken for. */
export function readingWords({ records, reading, format, direction, from }: FileReading): string[] {
  if (records === 0) return [];
  if (!format) return [l10n.t('No known format of rankings.')];
  const words = [
    from === 'records'
      ? l10n.t('Read as {0}.', format.title)
      : from === 'given'
        ? l10n.t('Read as {0}, as chosen.', format.title)
        : l10n.t('Read as {0}, as {1} says.', format.title, from),
  ];
  for (const choice of format.choices ?? []) {
    const option = choice.options.find(({ value }) => value === reading.chosen?.[choice.name]);
    if (option && !direction) words.push(`${choice.title} ${option.title}.`);
  }
  if (direction && direction.meaning !== 'order')
    words.push(
      l10n.t('"ranking" is read as: {0}, {1}.', optionTitle(direction.meaning), becauses[direction.because]),
    );
  if (direction && direction.others.length > 0) words.push(...bothReadings(direction));
  return words;
}

/** One example in each of the meanings that fit. */
export function bothReadings({ meaning, others, example }: Direction): string[] {
  if (!example) return [];
  return [
    l10n.t(
      'The records do not tell what "ranking" means. [{0}] may be read in these ways:',
      example.ranking.join(', '),
    ),
    ...[meaning, ...others].map((one) => `${optionTitle(one)}: ${tiersWords(example.tiers[one] ?? [])}.`),
  ];
}

/** `response 1 is best, then 0 and 3 (tied), then 2`; responses are told from 0, as everywhere. */
export function tiersWords(tiers: readonly (readonly number[])[]): string {
  return tiers
    .map((tier, place) => {
      const names = tier.length > 1 ? l10n.t('{0} (tied)', joinedByAnd(tier)) : String(tier[0]);
      if (place > 0) return l10n.t('then {0}', names);
      return tier.length > 1
        ? l10n.t('responses {0} are best', names)
        : l10n.t('response {0} is best', names);
    })
    .join(', ');
}

/** `0, 3 and 4`. */
function joinedByAnd(names: readonly number[]): string {
  return names
    .map(String)
    .reduceRight((last, first, i) =>
      i === names.length - 2 ? l10n.t('{0} and {1}', first, last) : `${first}, ${last}`,
    );
}

function optionTitle(meaning: string): string {
  return rankingChoice.options.find(({ value }) => value === meaning)?.title ?? meaning;
}
