// biome-ignore-all lint/a11y/useFocusableInteractive: the list has the focus, aria-activedescendant names the token
import * as l10n from '@vscode/l10n';
import { useId, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { count, countOf, signed } from '../format.ts';
import { beta, rewardScale } from '../state.ts';
import { pointedToken } from '../tokens/pointedToken.ts';
import { idWords, spelled } from '../tokens/spelled.ts';
import { tokenAfterKey } from '../tokens/tokenKeys.ts';
import { heatLevel } from './heatScale.ts';
import { logp, ratio } from './legend.tsx';
import type { RatedCompletion, RatedExample } from './scoredExample.ts';
import { SumCurve } from './sumCurve.tsx';

interface Props {
  readonly completion: RatedCompletion;
  readonly scored: RatedExample;
  /** Words for the completion. */
  readonly name: string;
}

/** Tokens that are drawn before somebody asks for all. */
const mostAtFirst = 1500;

/** A completion token by token, coloured by log-ratio. One cursor, by pointer or keys, for the tokens, their numbers and the curve. */
export function HeatMap({ completion, scored, name }: Props) {
  const { tokens, sum } = completion;
  const { scale, low, high } = scored;
  const [at, setAt] = useState<number | undefined>(undefined);
  const [whole, setWhole] = useState(false);
  const id = useId();
  const shown = whole ? tokens.length : Math.min(tokens.length, mostAtFirst);
  // Thousands: they are drawn once, and the cursor is put on one of them by hand.
  const drawn = useMemo(
    () => tokens.slice(0, shown).map((_, index) => drawToken(completion, index, scale, id)),
    [completion, scale, shown],
  );
  useLayoutEffect(() => {
    const token = at === undefined ? undefined : document.getElementById(`${id}-${at}`);
    token?.classList.add('active');
    token?.setAttribute('aria-selected', 'true');
    return () => {
      token?.classList.remove('active');
      token?.setAttribute('aria-selected', 'false');
    };
  }, [at, drawn]);

  function go(index: number): void {
    if (index >= shown) setWhole(true);
    setAt(index);
    // Where the rest was drawn only now, it is there in a moment.
    requestAnimationFrame(() =>
      document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' }),
    );
  }

  if (tokens.length === 0) return <p class="quiet">{l10n.t('No tokens.')}</p>;
  const all = sum[sum.length - 1];
  return (
    <div class="heat">
      <SumCurve
        sum={sum}
        low={low}
        high={high}
        at={at}
        label={l10n.t('Sum of the log-ratios along {0}: ends at {1} nats', name, ratio(all))}
        choose={(index, clicked) => (clicked ? go(index) : setAt(index))}
      />
      <div
        class="tokens"
        role="listbox"
        aria-label={l10n.t('Tokens of {0}', name)}
        aria-activedescendant={at === undefined ? undefined : `${id}-${at}`}
        tabIndex={0}
        dir="auto"
        onKeyDown={(event) => {
          const next = tokenAfterKey(event, at, tokens.length);
          if (next === undefined) return;
          event.preventDefault();
          go(next);
        }}
        onFocus={() => setAt(at ?? 0)}
        onMouseMove={(event) => {
          const token = pointedToken(event);
          if (!token) return;
          const index = Number(token.dataset.index);
          token.title ||= tokenWords(completion, index);
          setAt(index);
        }}
      >
        {drawn}
      </div>
      {shown < tokens.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {l10n.t('Show all {0} tokens', count(tokens.length))}
        </button>
      )}
      <p class={at === undefined ? 'readout' : 'readout follows'} aria-live="polite">
        {at === undefined ? (
          <span class="quiet">
            {l10n.t(
              '{0}, log-ratio {1}; × beta: reward {2}. Point at a token, or use the arrow keys.',
              countOf(tokens.length, 'token'),
              ratio(all),
              signed(all * beta.value, rewardScale.value.digits),
            )}
          </span>
        ) : (
          <Readout completion={completion} at={at} />
        )}
      </p>
    </div>
  );
}

function drawToken({ tokens, ratio }: RatedCompletion, index: number, scale: number, id: string) {
  const level = heatLevel(ratio[index], scale);
  const heat = level === 0 ? '' : ` heat-${Math.abs(level)} heat-${level < 0 ? 'down' : 'up'}`;
  return (
    <span
      key={index}
      id={`${id}-${index}`}
      role="option"
      aria-selected={false}
      data-index={index}
      class={`token${tokens[index].special ? ' special' : ''}${heat}`}
    >
      {spelled(tokens[index])}
    </span>
  );
}

function Readout({ completion, at }: { readonly completion: RatedCompletion; readonly at: number }) {
  const { tokens, policy, reference, ratio: ratios, sum } = completion;
  const numbers = [
    ['policy', logp(policy[at])],
    ['reference', logp(reference[at])],
    ['log-ratio', ratio(ratios[at])],
    [l10n.t('sum to here'), ratio(sum[at])],
  ];
  return (
    <>
      <span class="quiet">{l10n.t('Token {0} of {1}:', count(at + 1), count(tokens.length))}</span>{' '}
      <span class="readout-token">{idWords(tokens[at])}</span>
      {numbers.map(([name, value]) => (
        <span key={name}>
          , <span class="quiet">{name}</span> {value}
        </span>
      ))}
    </>
  );
}

function tokenWords({ tokens, policy, reference, ratio: ratios, sum }: RatedCompletion, at: number): string {
  const numbers = l10n.t(
    'log-ratio {0} = policy {1} − reference {2}',
    ratio(ratios[at]),
    logp(policy[at]),
    logp(reference[at]),
  );
  return l10n.t('{0}\n{1}\nsum to here {2}', idWords(tokens[at]), numbers, ratio(sum[at]));
}
