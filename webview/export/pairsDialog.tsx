import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import {
  type GapMeasure,
  type PairField,
  type PairOptions,
  type PairStrategy,
  usualPairs,
} from '../../extension/preference/pairOptions.ts';
import type { PairChoice } from '../contract.ts';
import { countOf } from '../format.ts';
import { host } from '../page.ts';
import { facts, order, run } from '../state.ts';
import { Checks, Radios, RowsField, type RowsScope, toggled } from './choices.tsx';
import { Dialog } from './dialog.tsx';
import { NumberField, SelectField } from './fields.tsx';
import { PairsPreview, type PreviewState } from './pairsPreview.tsx';

const strategies: readonly { value: PairStrategy; words: string; detail: string }[] = [
  {
    value: 'best-worst',
    words: l10n.t('Best and worst'),
    detail: l10n.t('one of the best tier over one of the last'),
  },
  {
    value: 'best-random',
    words: l10n.t('Best and another'),
    detail: l10n.t('one of the best tier over any other, drawn'),
  },
  { value: 'adjacent', words: l10n.t('Adjacent tiers'), detail: l10n.t('each over each of the next tier') },
  { value: 'all', words: l10n.t('All'), detail: l10n.t('each over each of every lower tier') },
];
const measures: readonly { value: GapMeasure; words: string }[] = [
  { value: 'reward', words: l10n.t('Rewards (nats)') },
  { value: 'tiers', words: l10n.t('Tiers') },
  { value: 'scores', words: l10n.t('Annotated scores') },
];
const fieldChoices: readonly { value: PairField; words: string; detail: string }[] = [
  { value: 'scores', words: l10n.t('Scores'), detail: l10n.t('score_chosen, score_rejected') },
  { value: 'rewards', words: l10n.t('Rewards'), detail: l10n.t('reward_chosen, reward_rejected') },
  {
    value: 'margin',
    words: l10n.t({
      message: 'Margin',
      comment: ['Reward of the best completions minus that of the others'],
    }),
    detail: l10n.t('the gap'),
  },
  { value: 'source', words: l10n.t('Source'), detail: l10n.t('id, line, ranking, places of the two') },
];
const keeps = [
  { value: 'largest', words: l10n.t('with the largest gaps') },
  { value: 'random', words: l10n.t('drawn by the seed') },
] as const;

/** Training pairs of the file's rankings: which ones, and what they look like before they are written. */
export function PairsDialog() {
  const some = facts.value.line.length > 0;
  const [options, setOptions] = useState<PairOptions>({ ...usualPairs, gap: some ? 'reward' : 'tiers' });
  const [fields, setFields] = useState<ReadonlySet<PairField>>(new Set());
  const [rows, setRows] = useState<RowsScope>('all');
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set());
  const shown = order.value;
  const runId = run.value?.runId ?? '';
  const choice: PairChoice = {
    options,
    fields: [...fields],
    ...(rows === 'shown' ? { only: { runId, rows: Uint32Array.from(shown) } } : {}),
  };
  const preview = usePreview(choice, [options, rows, shown, runId]);
  const change = (part: Partial<PairOptions>) => setOptions({ ...options, ...part });
  const isOne = options.strategy === 'best-worst' || options.strategy === 'best-random';
  const number = (label: string, key: 'minGap' | 'maxGap' | 'maxPerPrompt' | 'seed', whole?: number) => (
    <NumberField
      label={label}
      value={options[key]}
      least={whole}
      change={(value) => change({ [key]: value ?? (key === 'seed' ? 0 : undefined) })}
      told={(isWrong) => {
        if (isWrong !== wrong.has(key)) setWrong(toggled(wrong, key));
      }}
    />
  );
  const none = wrong.size > 0 || preview === undefined || 'error' in preview || preview.pairs === 0;
  return (
    <Dialog title={l10n.t('Build pairs')} submit={() => host.writePairs(choice)} disabled={none}>
      <div class="pairs">
        <div>
          <Radios
            legend={l10n.t('Pairs of a ranking')}
            name="strategy"
            options={strategies}
            value={options.strategy}
            choose={(strategy) => change({ strategy })}
          />
          <fieldset class="choices">
            <legend>{l10n.t('Gap of the two')}</legend>
            <SelectField
              label={l10n.t('Measured in')}
              options={measures}
              value={options.gap}
              choose={(gap) => change({ gap })}
            />
            {number(l10n.t('From'), 'minGap')}
            {number(l10n.t('To'), 'maxGap')}
          </fieldset>
          <fieldset class="choices">
            <legend>{l10n.t('How many')}</legend>
            {!isOne && number(l10n.t('At most, of a ranking'), 'maxPerPrompt', 1)}
            {!isOne && (
              <SelectField
                label={l10n.t('Those')}
                options={keeps}
                value={options.keep}
                choose={(keep) => change({ keep })}
              />
            )}
            {number(l10n.t('Seed'), 'seed', 0)}
          </fieldset>
          {some && (
            <RowsField
              legend={l10n.t('Rankings')}
              all={l10n.t('All of the file')}
              shown={l10n.t('The {0} that the table shows', countOf(shown.length, 'example'))}
              value={rows}
              choose={setRows}
            />
          )}
          <Checks
            legend={l10n.t('More fields')}
            options={fieldChoices}
            values={fields}
            toggle={(field) => setFields(toggled(fields, field))}
          />
        </div>
        <PairsPreview state={preview} gap={options.gap} />
      </div>
    </Dialog>
  );
}

/** What the host says of the choice, a moment after it was last changed; undefined while it looks. */
function usePreview(choice: PairChoice, parts: readonly unknown[]): PreviewState {
  const [state, setState] = useState<PreviewState>();
  useEffect(() => {
    let current = true;
    setState(undefined);
    const timer = setTimeout(async () => {
      const answer = await host
        .previewPairs(choice)
        .catch(() => ({ error: l10n.t('The results page was closed.') }));
      if (current) setState(answer);
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, parts);
  return state;
}
