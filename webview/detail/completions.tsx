import * as l10n from '@vscode/l10n';
import { Status } from '../../extension/preference/rows.ts';
import { CompareButton, ComparedTwo, useTwo } from '../comparison/comparedTwo.tsx';
import type { TextTurn } from '../contract.ts';
import { HeatMap } from '../heat/heatMap.tsx';
import { Legend } from '../heat/legend.tsx';
import { scoredExample } from '../heat/scoredExample.ts';
import { TokenButton, TokenNotes } from '../heat/tokenButton.tsx';
import { scoringOf } from '../heat/tokenState.ts';
import { results, rewardScale, run } from '../state.ts';
import { Completion } from './completion.tsx';
import { completionsOf } from './completionsOf.ts';
import { orderedBy } from './orderedBy.ts';
import { type CompletionOrder, completionOrder, heat, orders } from './view.ts';

interface Props {
  readonly row: number;
  /** [K] in file order; undefined while they are read or when they cannot be. */
  readonly texts: readonly (readonly TextTurn[])[] | undefined;
}

const orderNames: Record<CompletionOrder, string> = {
  annotated: l10n.t('As annotated'),
  policy: l10n.t('As the policy ranks'),
};

/** The completions side by side, or one under the other where there is no room: as texts, or token by token. */
export function Completions({ row, texts }: Props) {
  const two = useTwo();
  const completions = completionsOf(results.value, row);
  if (completions.length === 0) return null;
  const isScored = results.value.rows.status[row] === Status.ok;
  const order = isScored ? completionOrder.value : 'annotated';
  const scale = Math.max(rewardScale.value.scale, ...completions.map((c) => Math.abs(c.reward) || 0));
  const hardest = Math.max(...completions.map(({ gradient }) => Math.abs(gradient) || 0));
  const scoring = scoringOf(run.value?.runId, row);
  const scored = heat.value && scoring?.state === 'scored' ? scoredExample(scoring.scores) : undefined;
  return (
    <>
      <div class="completions-bar">
        <h4 class="label">
          {order === 'annotated'
            ? l10n.t('Completions, best first')
            : l10n.t('Completions, highest reward first')}
        </h4>
        {isScored && <OrderChoice />}
        {isScored && <TokenButton row={row} scoring={scoring} />}
      </div>
      <TokenNotes row={row} scoring={scoring} />
      {scored && <Legend scale={scored.scale} />}
      <ol class={`completions beside${scored ? ' with-tokens' : ''}`}>
        {orderedBy(completions, order).map((facts) => {
          const { index, tier } = facts;
          const tokens = scored?.completions[index];
          return (
            <Completion
              key={index}
              facts={facts}
              scale={scale}
              hardest={hardest}
              isCompared={two.chosen.includes(index)}
              action={texts && <CompareButton index={index} two={two} />}
              turns={texts?.[index]}
            >
              {scored && tokens && (
                <HeatMap completion={tokens} scored={scored} name={`response ${index}, ${tier}`} />
              )}
            </Completion>
          );
        })}
      </ol>
      {texts && <ComparedTwo two={two} completions={texts} />}
    </>
  );
}

function OrderChoice() {
  return (
    <fieldset class="filters order-choice" title={l10n.t('Another order (O)')}>
      <legend class="for-readers">{l10n.t('Order of the completions')}</legend>
      {orders.map((order) => (
        <button
          type="button"
          class="filter"
          key={order}
          aria-pressed={completionOrder.value === order}
          onClick={() => {
            completionOrder.value = order;
          }}
        >
          {orderNames[order]}
        </button>
      ))}
    </fieldset>
  );
}
