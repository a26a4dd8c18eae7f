import * as l10n from '@vscode/l10n';
import type { Progress } from '../run/evaluation.ts';

const passWords = { policy: l10n.t('policy'), reference: l10n.t('reference') };

/** "120 of 400 examples, 1,530 tokens/s, 12 s left" */
export function progressWords(progress: Progress | undefined): string {
  if (!progress) return l10n.t('starting');
  if (progress.phase === 'reading') return l10n.t('reading the file');
  if (progress.phase === 'loading') return l10n.t('loading models');
  const words = [
    progress.total > 0
      ? l10n.t('{0} of {1} examples', progress.done.toLocaleString('en'), progress.total.toLocaleString('en'))
      : l10n.t('{0} examples', progress.done.toLocaleString('en')),
  ];
  if (progress.tokensPerSecond > 0)
    words.push(l10n.t('{0} tokens/s', Math.round(progress.tokensPerSecond).toLocaleString('en')));
  if (progress.secondsLeft !== undefined) words.push(l10n.t('{0} left', duration(progress.secondsLeft)));
  return (progress.pass ? `${passWords[progress.pass]}: ` : '') + words.join(', ');
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return l10n.t('{0} min {1} s', Math.floor(seconds / 60), Math.round(seconds % 60));
  return l10n.t('{0} h {1} min', Math.floor(seconds / 3600), Math.round((seconds % 3600) / 60));
}
