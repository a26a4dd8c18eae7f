import * as l10n from '@vscode/l10n';
import { tiersOfRow } from '../../extension/preference/ranking.ts';
import { Status, separateFlag, truncatedFlag } from '../../extension/preference/rows.ts';
import { stagesOf } from '../../extension/preference/stages.ts';
import { agreement } from '../agreement.ts';
import { derivedOfRow } from '../derivedRows.ts';
import { fixed, percent, signed } from '../format.ts';
import { results, rewardScale } from '../state.ts';
import { Facts } from './facts.tsx';
import { StageList } from './stageList.tsx';

/** What the policy makes of the ranking as a whole, or why nothing is known. */
export function Numbers({ row }: { readonly row: number }) {
  const { rows } = results.value;
  return (
    <>
      {rows.status[row] === Status.ok ? (
        <Scored row={row} />
      ) : (
        <p class="notice">
          {rows.reason.at(row) ?? l10n.t('Every completion is tied: there is no preference to score.')}
        </p>
      )}
      {(rows.flags[row] & truncatedFlag) !== 0 && (
        <p class="notice">{l10n.t('Truncated to the maximum length before scoring.')}</p>
      )}
      {(rows.flags[row] & separateFlag) !== 0 && (
        <p class="notice">
          {l10n.t('Prompt and completion were tokenized apart: a token would cross their border.')}
        </p>
      )}
    </>
  );
}

function Scored({ row }: { readonly row: number }) {
  const { rows, derived, beta } = results.value;
  const { glyph, words } = agreement(derived.top1[row], derived.pairwiseAccuracy[row]);
  const stages = stagesOf(derivedOfRow(rows, row, beta).reward, tiersOfRow(rows, row));
  return (
    <>
      <p class="verdict">
        {glyph} {words}.
      </p>
      <Facts
        facts={[
          {
            name: l10n.t({
              message: 'Loss',
              comment: ['Of preference optimization: minus the log-probability of the ranking'],
            }),
            value: fixed(derived.loss[row], 3),
            hint: l10n.t('−log P(ranking), nats'),
          },
          {
            name: l10n.t({ message: 'Chance', comment: ['The loss of a model that knows nothing'] }),
            value: fixed(derived.chance[row], 3),
            hint: l10n.t('Loss with all rewards equal, nats'),
          },
          {
            name: l10n.t('Accuracy'),
            value: percent(derived.pairwiseAccuracy[row], 0),
            hint: l10n.t('Share of ordered pairs that are right'),
          },
          {
            name: 'Tau-b',
            value: signed(derived.kendallTauB[row]),
            hint: l10n.t('Kendall’s rank correlation'),
          },
          {
            name: l10n.t({
              message: 'Margin',
              comment: ['Reward of the best completions minus that of the others'],
            }),
            value: signed(derived.margin[row], rewardScale.value.digits),
            hint: l10n.t('Mean reward of the best tier minus the mean of all others, nats'),
          },
        ]}
      />
      <StageList stages={stages} />
    </>
  );
}
