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
        <span class="tier">{tier}</span> <span class="quiet">response {index}</span>
      </h4>
      <table class="rewards-by-run">
        <thead class="for-readers">
          <tr>
            <th scope="col">Run</th>
            <th scope="col">Reward</th>
            <th scope="col">Bar</th>
            <th scope="col">Policy and reference log-prob</th>
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
              <td class="quiet" title="log π_policy and log π_reference of the completion, nats">
                policy {fixed(policyLogp)}, reference {fixed(referenceLogp)}
                {differs && <span class="own-tier">, {own} there</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {turns && <Turns turns={turns} />}
    </li>
  );
}
