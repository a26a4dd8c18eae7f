import type { EvaluationEnd } from '../run/evaluation.ts';

/** "1,873 of 2,000 scored (12 malformed, 115 failed) in 34 s": dropped examples are always counted. */
export function endWords(end: EvaluationEnd): string {
  const { examples, scored, malformed, failed, noPreference, truncated } = end.counts;
  const n = (value: number) => value.toLocaleString('en');
  const causes = [
    malformed && `${n(malformed)} malformed`,
    failed && `${n(failed)} failed`,
    noPreference && `${n(noPreference)} with everything tied`,
    truncated && `${n(truncated)} truncated`,
  ].filter(Boolean);
  const words = `${n(scored)} of ${n(examples)} scored${causes.length ? ` (${causes.join(', ')})` : ''} in ${end.seconds.toFixed(1)} s${knownWords(end.reused)}`;
  if (end.state === 'done') return words;
  return `${end.state === 'cancelled' ? 'cancelled' : `failed: ${end.reason ?? 'unknown'}`}; ${words}`;
}

/** Nothing where every log-probability was computed in this run. */
function knownWords({ policy, reference }: EvaluationEnd['reused']): string {
  if (policy + reference === 0) return '';
  return `; known from before: ${policy.toLocaleString('en')} by the policy, ${reference.toLocaleString('en')} by the reference`;
}
