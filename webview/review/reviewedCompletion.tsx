import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { movedDown, movedUp, placedBeside, tieToggled } from '../../extension/preference/editTiers.ts';
import type { TextTurn } from '../contract.ts';
import type { CompletionFacts } from '../detail/completion.tsx';
import { RewardBar } from '../detail/rewardBar.tsx';
import { Turns } from '../detail/turns.tsx';
import { ordinal, percent, signed } from '../format.ts';
import { rewardScale } from '../state.ts';
import { held, rerank, tiersNow } from './state.ts';

interface Props {
  readonly row: number;
  readonly facts: CompletionFacts;
  /** Words for its tier now, and as annotated. */
  readonly place: string;
  readonly before: string;
  readonly isFirst: boolean;
  /** Takes part in the order of the tab key where none was chosen yet. */
  readonly isChosen: boolean;
  readonly scale: number;
  readonly turns: readonly TextTurn[] | undefined;
}

/** Nothing of a dataset is in what is dragged. */
const dragged = 'application/x-plackett-completion';

/** One completion that can be put in another place, by keys, by buttons or by its handle. */
export function ReviewedCompletion({ row, facts, place, before, isFirst, isChosen, scale, turns }: Props) {
  const [over, setOver] = useState<'above' | 'below' | undefined>();
  const { index } = facts;
  const name = l10n.t('response {0}', index);
  const change = (to: typeof movedUp) => {
    held.value = index;
    rerank(row, to(tiersNow(row), index));
  };
  const isHeld = held.value === index;
  return (
    <li
      class={`completion reviewed ${over ?? ''}`}
      data-completion={index}
      tabIndex={isHeld || (held.value === undefined && isChosen) ? 0 : -1}
      aria-label={l10n.t('{0}: {1}, reward {2}', place, name, signed(facts.reward, rewardScale.value.digits))}
      onFocus={({ target, currentTarget }) => {
        if (target === currentTarget) held.value = index;
      }}
      onDragOver={(event) => {
        if (!event.dataTransfer?.types.includes(dragged)) return;
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        setOver(event.clientY < top + height / 2 ? 'above' : 'below');
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        const item = Number(event.dataTransfer?.getData(dragged) || Number.NaN);
        event.preventDefault();
        if (over && tiersNow(row).flat().includes(item))
          rerank(row, placedBeside(tiersNow(row), item, index, over));
        setOver(undefined);
      }}
    >
      <h4>
        <span
          class="handle"
          draggable
          title={l10n.t('Drag to another place')}
          aria-hidden="true"
          onDragStart={(event) => {
            event.dataTransfer?.setData(dragged, String(index));
            const whole = event.currentTarget.closest('li');
            if (whole) event.dataTransfer?.setDragImage(whole, 10, 10);
          }}
        >
          ⠿
        </span>
        <span class="tier">{place}</span>
        <span class="quiet">
          {place !== before && `${l10n.t('annotated {0}', before)} · `}
          {l10n.t(
            'the policy puts it {0}, first with {1} · {2}',
            ordinal(facts.place),
            percent(facts.topProbability),
            name,
          )}
        </span>
        <span class="moves">
          <button
            type="button"
            class="link"
            aria-label={l10n.t('Move {0} up', name)}
            onClick={() => change(movedUp)}
          >
            ↑
          </button>
          <button
            type="button"
            class="link"
            aria-label={l10n.t('Move {0} down', name)}
            onClick={() => change(movedDown)}
          >
            ↓
          </button>
          <button
            type="button"
            class="link"
            aria-label={l10n.t('Tie {0} with the one above, or untie it', name)}
            disabled={isFirst && !place.includes('order unknown')}
            onClick={() => change(tieToggled)}
          >
            {l10n.t('tie')}
          </button>
        </span>
      </h4>
      <div class="reward-line">
        <span class="reward-value">{signed(facts.reward, rewardScale.value.digits)}</span>
        <RewardBar reward={facts.reward} scale={scale} />
      </div>
      {turns && <Turns turns={turns} />}
    </li>
  );
}
