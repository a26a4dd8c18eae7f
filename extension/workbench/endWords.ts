import * as l10n from '@vscode/l10n';
import type { EvaluationEnd } from '../run/evaluation.ts';

/** "1,873 of 2,000 scored (12 malformed, 115 failed) in 34 s": dropped examples are always counted. */
export function endWords(end: EvaluationEnd): string {
  const { examples, scored, malformed, failed, noPreference, truncated } = end.counts;
  const n = (value: number) => value.toLocaleString('en');
  const causes = [
    malformed && l10n.t('{0} malformed', n(malformed)),
    failed && l10n.t('{0} failed', n(failed)),
    noPreference && l10n.t('{0} with everything tied', n(noPreference)),
    truncated && l10n.t('{0} truncated', n(truncated)),
  ].filter(Boolean);
  const seconds = end.seconds.toFixed(1);
  const words =
    causes.length > 0
      ? l10n.t('{0} of {1} scored ({2}) in {3} s', n(scored), n(examples), causes.join(', '), seconds)
      : l10n.t('{0} of {1} scored in {2} s', n(scored), n(examples), seconds);
  const said = [...stateWords(end), words, ...knownWords(end.reused)].join('; ');
  // What went wrong on the way to the end.
  return end.state === 'done' && end.reason !== undefined ? `${said}. ${end.reason}` : said;
}

function stateWords({ state, reason }: EvaluationEnd): string[] {
  if (state === 'done') return [];
  return [state === 'cancelled' ? l10n.t('cancelled') : l10n.t('failed: {0}', reason ?? l10n.t('unknown'))];
}

/** Nothing where every log-probability was computed in this run. */
function knownWords({ policy, reference }: EvaluationEnd['reused']): string[] {
  if (policy + reference === 0) return [];
  return [
    l10n.t(
      'known from before: {0} by the policy, {1} by the reference',
      policy.toLocaleString('en'),
      reference.toLocaleString('en'),
    ),
  ];
}
