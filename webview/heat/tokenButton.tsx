import * as l10n from '@vscode/l10n';
import { heat } from '../detail/view.ts';
import { fixed } from '../format.ts';
import { host } from '../page.ts';
import { results } from '../state.ts';
import { cancelTokenRatios, showTokenRatios } from './askTokens.ts';
import { farthest, scoredExample } from './scoredExample.ts';
import type { Scoring } from './tokenState.ts';

interface Props {
  readonly row: number;
  readonly scoring: Scoring | undefined;
}

/** Shows the completions token by token; the first time the models have to score them. */
export function TokenButton({ row, scoring }: Props) {
  const isShown = heat.value && (scoring?.state === 'scored' || scoring?.state === 'scoring');
  return (
    <button
      type="button"
      class="button token-button"
      aria-pressed={isShown}
      title={l10n.t(
        'How much more probable each token is to the policy than to the reference (T). The models are loaded if they are not, and score this example once more.',
      )}
      onClick={() => {
        if (!isShown) showTokenRatios(row);
        else if (scoring?.state === 'scoring') cancelTokenRatios(row);
        else heat.value = false;
      }}
    >
      {l10n.t('Token log-ratios')}
    </button>
  );
}

const steps = [
  l10n.t('Loading the policy …'),
  l10n.t('The policy scores the tokens …'),
  l10n.t('Loading the reference …'),
  l10n.t('The reference scores the tokens …'),
] as const;

/** How far the scoring is, why there is none, or what to know of its numbers. */
export function TokenNotes({ row, scoring }: Props) {
  if (scoring?.state === 'scoring') {
    const { step } = scoring;
    return (
      <div class="token-progress">
        <progress
          max={steps.length}
          value={step === undefined ? undefined : step + 0.5}
          aria-label={l10n.t('Scoring tokens')}
        />
        <span role="status">{step === undefined ? l10n.t('Asking the models …') : steps[step]}</span>
        <button type="button" class="button" onClick={() => cancelTokenRatios(row)}>
          {l10n.t('Cancel')}
        </button>
      </div>
    );
  }
  if (scoring?.state === 'refused') {
    const { error, missing } = scoring.refusal;
    return (
      <div class="notice" role="alert">
        <bdi>{error}</bdi>{' '}
        {missing === 'trust' && (
          <button type="button" class="link" onClick={() => host.manageTrust()}>
            {l10n.t('Manage trust')}
          </button>
        )}
      </div>
    );
  }
  if (scoring?.state !== 'scored' || !heat.value) return null;
  const note = differenceNote(row, scoring.scores);
  return note ? <p class="notice">{note}</p> : null;
}

/** Sums of another batch differ by rounding; half precision may by more. */
const tolerance = (logp: number) => 0.02 + 1e-4 * Math.abs(logp);

function differenceNote(row: number, scores: Parameters<typeof scoredExample>[0]): string | undefined {
  const { offsets, policyLogp, referenceLogp } = results.value.rows;
  const [from, to] = [offsets[row], offsets[row + 1]];
  const sumsOf = (role: 'policy' | 'reference') =>
    scoredExample(scores).completions.map((completion) =>
      completion[role].reduce((sum, logp) => sum + logp, 0),
    );
  const changed = scores.changed.join(' and the ');
  const far = (
    [
      ['policy', policyLogp],
      ['reference', referenceLogp],
    ] as const
  ).map(([role, logps]) => {
    const stored = logps.subarray(from, to);
    const most = farthest(sumsOf(role), stored);
    return most > tolerance(Math.max(...stored.map(Math.abs))) ? most : 0;
  });
  const most = Math.max(...far);
  if (most === 0 && changed === '') return undefined;
  const words = l10n.t(
    'The tokens’ sums are up to {0} nats away from the log-probs of the run',
    fixed(most, 3),
  );
  return changed === ''
    ? l10n.t('{0}, as after a change of provider. Evaluate the file again to have both alike.', words)
    : l10n.t(
        'The {0} changed since the run. {1}. Evaluate the file again to have both alike.',
        changed,
        words,
      );
}
