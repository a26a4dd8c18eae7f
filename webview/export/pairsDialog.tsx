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
  { value: 'best-worst', words: 'Best and worst', detail: 'one of the best tier over one of the last' },
  { value: 'best-random', words: 'Best and another', detail: 'one of the best tier over any other, drawn' },
  { value: 'adjacent', words: 'Adjacent tiers', detail: 'each over each of the next tier' },
  { value: 'all', words: 'All', detail: 'each over each of every lower tier' },
];
const measures: readonly { value: GapMeasure; words: string }[] = [
  { value: 'reward', words: 'Rewards (nats)' },
  { value: 'tiers', words: 'Tiers' },
  { value: 'scores', words: 'Annotated scores' },
];
const fieldChoices: readonly { value: PairField; words: string; detail: string }[] = [
  { value: 'scores', words: 'Scores', detail: 'score_chosen, score_rejected' },
  { value: 'rewards', words: 'Rewards', detail: 'reward_chosen, reward_rejected' },
  { value: 'margin', words: 'Margin', detail: 'the gap' },
  { value: 'source', words: 'Source', detail: 'id, line, ranking, places of the two' },
];
const keeps = [
  { value: 'largest', words: 'with the largest gaps' },
  { value: 'random', words: 'drawn by the seed' },
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
    <Dialog title="Build pairs" submit={() => host.writePairs(choice)} disabled={none}>
      <div class="pairs">
        <div>
          <Radios
            legend="Pairs of a ranking"
            name="strategy"
            options={strategies}
            value={options.strategy}
            choose={(strategy) => change({ strategy })}
          />
          <fieldset class="choices">
            <legend>Gap of the two</legend>
            <SelectField
              label="Measured in"
              options={measures}
              value={options.gap}
              choose={(gap) => change({ gap })}
            />
            {number('From', 'minGap')}
            {number('To', 'maxGap')}
          </fieldset>
          <fieldset class="choices">
            <legend>How many</legend>
            {!isOne && number('At most, of a ranking', 'maxPerPrompt', 1)}
            {!isOne && (
              <SelectField
                label="Those"
                options={keeps}
                value={options.keep}
                choose={(keep) => change({ keep })}
              />
            )}
            {number('Seed', 'seed', 0)}
          </fieldset>
          {some && (
            <RowsField
              legend="Rankings"
              all="All of the file"
              shown={`The ${countOf(shown.length, 'example')} that the table shows`}
              value={rows}
              choose={setRows}
            />
          )}
          <Checks
            legend="More fields"
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
      const answer = await host.previewPairs(choice).catch(() => ({ error: 'The results page was closed.' }));
      if (current) setState(answer);
    }, 250);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, parts);
  return state;
}
