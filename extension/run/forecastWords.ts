import * as l10n from '@vscode/l10n';
import type { Forecast } from './truncationForecast.ts';

/** Sentences for a person. */
export function forecastWords({ examples, maxLength, longest, truncated, lost }: Forecast): string[] {
  const number = (value: number) => value.toLocaleString('en');
  if (examples === 0) return [l10n.t('There is no valid ranking in the file.')];
  const limit =
    maxLength === 0 ? l10n.t('no limit is known') : l10n.t('the limit is {0} tokens', number(maxLength));
  const words = [
    l10n.t('{0} examples, the longest has {1} tokens; {2}.', number(examples), number(longest), limit),
  ];
  if (truncated.count === 0 && lost.count === 0) return [...words, l10n.t('None is cut.')];
  if (truncated.count > 0)
    words.push(
      l10n.t('{0} will be cut, first on line {1}.', number(truncated.count), number(truncated.firstLine!)),
    );
  if (lost.count > 0)
    words.push(
      l10n.t(
        '{0} cannot be scored, first on line {1}: {2}.',
        number(lost.count),
        number(lost.firstLine!),
        String(lost.reason),
      ),
    );
  return words;
}
