import * as l10n from '@vscode/l10n';
import type { BrowseState } from '../../extension/browse/shown.ts';
import { count, countOf, percent } from '../format.ts';
import { file, host } from './state.ts';

/** What the file is, how far it is read, and what can be done with it. */
export function Header({ state }: { readonly state: BrowseState }) {
  const { fileName = '', filePath } = file.value ?? {};
  const isReading = state.checked < 1 && !state.failure;
  return (
    <header class="header">
      <div class="header-line">
        <div class="header-title-line">
          <h1 title={filePath}>
            <bdi>{fileName}</bdi>
          </h1>
          <span class="quiet">
            {soFar(countOf(state.records, state.unit), state.indexed < 1)}, {sizeWords(state.bytes)}
            {state.container && `, ${state.container}`}
          </span>
          <span class="quiet" aria-hidden="true">
            {readingWords(state)}
          </span>
          <span class="for-readers" role="status">
            {isReading ? l10n.t('Reading the file') : checkedWords(state)}
          </span>
        </div>
        <div class="actions">
          <button type="button" class="button" onClick={() => host.evaluate()}>
            {l10n.t('Evaluate')}
          </button>
        </div>
      </div>
      <div
        class={isReading ? 'progress' : 'progress done'}
        role="progressbar"
        aria-label={l10n.t('File read and checked')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(50 * (state.indexed + state.checked))}
      >
        <div class="progress-done" style={{ width: `${50 * (state.indexed + state.checked)}%` }} />
      </div>
      <div class="header-line">
        <span class="model">
          <span class="quiet">{l10n.t('Read as')}</span>
          <button type="button" class="link" aria-describedby="read-as" onClick={() => host.selectFormat()}>
            {state.format ?? l10n.t('an unknown format')}
          </button>
          <span class="attempts" id="read-as" role="tooltip">
            {state.words.map((sentence) => (
              <span key={sentence}>{sentence}</span>
            ))}
          </span>
        </span>
        {state.appended > 0 && (
          <span class="quiet">
            {l10n.t(
              '{0} appended since the file was opened: checked one by one, not against the others',
              countOf(state.appended, state.unit),
            )}
          </span>
        )}
      </div>
    </header>
  );
}

const soFar = (words: string, isGrowing: boolean) => (isGrowing ? l10n.t('{0} so far', words) : words);

function readingWords({ indexed, checked, failure, unpacked }: BrowseState): string {
  if (failure || checked >= 1) return '';
  if (indexed < 1 && unpacked !== undefined) return l10n.t('unpacking, {0} so far', sizeWords(unpacked));
  return indexed < 1
    ? l10n.t('reading, {0}', percent(indexed, 0))
    : l10n.t('looking for problems, {0}', percent(checked, 0));
}

function checkedWords({ failure, problems }: BrowseState): string {
  if (failure) return '';
  const found = problems.reduce((sum, problem) => sum + problem.count, 0);
  return l10n.t('Checked: {0}', countOf(found, 'problem'));
}

/** Bytes as people say them; powers of 1024, as VS Code does. */
export function sizeWords(bytes: number): string {
  for (const [unit, size] of [
    ['GB', 2 ** 30],
    ['MB', 2 ** 20],
    ['KB', 2 ** 10],
  ] as const)
    if (bytes >= size) return `${(bytes / size).toFixed(bytes < 10 * size ? 1 : 0)} ${unit}`;
  return l10n.t('{0} bytes', count(bytes));
}
