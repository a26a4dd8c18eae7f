import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TextTurn } from '../contract.ts';
import { Comparison } from './comparison.tsx';

/** Which completions of an example are compared, by their indices; a third takes the place of the first. */
export interface ChosenTwo {
  readonly chosen: readonly number[];
  toggle(index: number): void;
}

export function useTwo(): ChosenTwo {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  return {
    chosen,
    toggle: (index) =>
      setChosen(chosen.includes(index) ? chosen.filter((i) => i !== index) : [...chosen.slice(-1), index]),
  };
}

interface ButtonProps {
  readonly index: number;
  readonly two: ChosenTwo;
}

export function CompareButton({ index, two }: ButtonProps) {
  return (
    <button
      type="button"
      class="link"
      aria-pressed={two.chosen.includes(index)}
      title={l10n.t('Choose two to see where they differ')}
      onClick={() => two.toggle(index)}
    >
      {l10n.t('Compare')}
    </button>
  );
}

interface Props {
  readonly two: ChosenTwo;
  /** [K] in file order. */
  readonly completions: readonly (readonly TextTurn[])[];
}

/** Where the chosen two differ, or how to choose them. */
export function ComparedTwo({ two: { chosen }, completions }: Props) {
  const [first, second] = chosen;
  const place = useRef<HTMLDivElement>(null);
  // It may stand far below what was pressed.
  useLayoutEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [first, second]);
  if (first === undefined) return null;
  if (second === undefined)
    return (
      <p class="quiet" role="status">
        {l10n.t('Choose a second completion to see where the two differ.')}
      </p>
    );
  return (
    <div ref={place}>
      <Comparison
        names={[l10n.t('Response {0}', first), l10n.t('Response {0}', second)]}
        texts={[wholeText(completions[first]), wholeText(completions[second])]}
      />
    </div>
  );
}

/** Turns as one text, so that they can be compared. */
function wholeText(turns: readonly TextTurn[] = []): string {
  return turns.map(({ role, content }) => (role === '' ? content : `${role}:\n${content}`)).join('\n\n');
}
