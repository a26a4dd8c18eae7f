// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, aria-activedescendant names the token
// biome-ignore-all lint/a11y/useKeyWithMouseEvents: the arrow keys do what the pointer does
import * as l10n from '@vscode/l10n';
import { useId, useMemo, useState } from 'preact/hooks';
import { count } from '../format.ts';
import type { PageToken, Stretch as Tokens } from './contract.ts';
import { pointedToken } from './pointedToken.ts';
import { idWords, spelled } from './spelled.ts';
import { tokenAfterKey } from './tokenKeys.ts';

interface Props {
  readonly kind: 'prompt' | 'completion';
  readonly label: string;
  readonly stretch: Tokens;
}

/** Tokens side by side, each told by its edges; the one under the pointer or the keys is named below. */
export function Stretch({ kind, label, stretch }: Props) {
  const { tokens, gapAt } = stretch;
  const [chosen, choose] = useState<{ readonly of: Tokens; readonly index: number } | undefined>(undefined);
  // Another example begins with no token chosen.
  const at = chosen?.of === stretch ? chosen.index : undefined;
  const setAt = (index: number) => choose({ of: stretch, index });
  const id = useId();
  const left = stretch.count - tokens.length;
  const place = (index: number) => (gapAt !== undefined && index >= gapAt ? index + left : index);
  const isDropped = (index: number) =>
    place(index) < stretch.droppedStart || place(index) >= stretch.count - stretch.droppedEnd;

  function keyed(event: KeyboardEvent) {
    const next = tokenAfterKey(event, at, tokens.length);
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  }

  const draw = (index: number, active = false) => (
    <Token
      key={index}
      id={`${id}-${index}`}
      token={tokens[index]}
      index={index}
      active={active}
      dropped={isDropped(index)}
    />
  );
  // Thousands: they are drawn once, and only the one that is active is drawn anew.
  const still = useMemo(() => tokens.map((_, index) => draw(index)), [stretch]);
  const drawn = [...still];
  if (at !== undefined) drawn[at] = draw(at, true);

  if (tokens.length === 0) return <p class="quiet">{l10n.t('No tokens.')}</p>;
  const shown = at === undefined ? undefined : tokens[at];
  return (
    <>
      <div
        class={`tokens ${kind}`}
        role="listbox"
        aria-label={label}
        aria-activedescendant={at === undefined ? undefined : `${id}-${at}`}
        tabIndex={0}
        dir="auto"
        onKeyDown={keyed}
        onFocus={() => setAt(at ?? 0)}
        onMouseMove={(event) => {
          const token = pointedToken(event);
          if (token) setAt(Number(token.dataset.index));
        }}
      >
        {gapAt === undefined ? (
          drawn
        ) : (
          <>
            {drawn.slice(0, gapAt)}
            <span class="gap quiet"> {l10n.t('… {0} tokens are not shown …', count(left))} </span>
            {drawn.slice(gapAt)}
          </>
        )}
      </div>
      <p class="named quiet" aria-live="polite">
        {shown && at !== undefined
          ? l10n.t(
              'Token {0} of {1}: {2}',
              count(place(at) + 1),
              count(stretch.count),
              [idWords(shown), ...(isDropped(at) ? [l10n.t('truncated')] : [])].join(', '),
            )
          : '\u00a0'}
      </p>
    </>
  );
}

interface TokenProps {
  readonly id: string;
  readonly token: PageToken;
  readonly index: number;
  readonly active: boolean;
  readonly dropped: boolean;
}

function Token({ id, token, index, active, dropped }: TokenProps) {
  const classes = ['token', token.special && 'special', active && 'active', dropped && 'dropped'];
  return (
    <span
      id={id}
      role="option"
      aria-selected={active}
      data-index={index}
      class={classes.filter(Boolean).join(' ')}
      title={idWords(token)}
    >
      {spelled(token)}
    </span>
  );
}
