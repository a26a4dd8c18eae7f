import * as l10n from '@vscode/l10n';
import type { TextTurn } from '../../contract.ts';
import { RewardBar } from '../../detail/rewardBar.tsx';
import { Turns } from '../../detail/turns.tsx';
import { fixed, signed } from '../../format.ts';
import { beta, digits } from '../state.ts';
import { letterOf } from '../words.ts';
import type { SideBySide } from './sideBySide.ts';

interface Props {
  readonly completion: SideBySide;
  /** |reward| that fills half of a bar. */
  readonly scale: number;
  readonly turns: readonly TextTurn[] | undefined;
}

/** A completion with its reward in each run, one under the other, so that bars can be compared. */
export function CompletionInRuns({ completion, scale, turns }: Props) {
  const { tier, index, inRuns, differs } = completion;
  return (
    <li class="completion">
      <h4>
        <span class="tier">{tier}</span> <span class="quiet">{l10n.t('response {0}', index)}</span>
      </h4>
      <table class="rewards-by-run">
        <thead class="for-readers">
          <tr>
            <th scope="col">
              {l10n.t({ message: 'Run', comment: ['Noun: one evaluation of a file with two models'] })}
            </th>
            <th scope="col">{l10n.t('Reward')}</th>
            <th scope="col">{l10n.t('Bar')}</th>
            <th scope="col">{l10n.t('Policy and reference log-prob')}</th>
          </tr>
        </thead>
        <tbody>
          {inRuns.map(({ run, ratio, policyLogp, referenceLogp, tier: own }) => (
            <tr key={run}>
              <th scope="row">{letterOf(run)}</th>
              <td class="number reward-value">{signed(beta.value * ratio, digits.value)}</td>
              <td class="bar">
                {!Number.isNaN(ratio) && <RewardBar reward={beta.value * ratio} scale={scale} />}
              </td>
              <td class="quiet" title={l10n.t('log π_policy and log π_reference of the completion, nats')}>
                {l10n.t('policy {0}, reference {1}', fixed(policyLogp), fixed(referenceLogp))}
                {differs && (
                  <span class="own-tier">
                    {', '}
                    {l10n.t({
                      message: '{0} there',
                      args: [own],
                      comment: ['{0}: a tier, as 1st; the ranking of another run has it'],
                    })}
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns && <Turns turns={turns} />}
    </li>
  );
}
