import * as l10n from '@vscode/l10n';
import { useRef, useState } from 'preact/hooks';
import { betaOfSlider, sliderOfBeta, sliderSteps, typedBeta } from './betaScale.ts';

interface Props {
  readonly beta: number;
  /** While a hand is on the slider, at most once a frame. */
  moved(beta: number): void;
  /** When the hand has left it, or another number was typed. */
  rested(beta: number): void;
}

/** Beta as a slider and a number. Everything follows while it moves; the host hears of it when it rests. */
export function BetaControl({ beta, moved, rested }: Props) {
  const frame = useRef(0);
  const [typed, setTyped] = useState<string>();
  const wrong = typed !== undefined && typedBeta(typed) === undefined;

  function move(value: number) {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => moved(value));
  }
  function rest(value: number) {
    cancelAnimationFrame(frame.current);
    rested(value);
  }
  function leave() {
    const value = typed === undefined ? undefined : typedBeta(typed);
    setTyped(undefined);
    if (value !== undefined && value !== beta) rest(value);
  }

  return (
    <div
      class="beta"
      title={l10n.t(
        'Rewards are beta × (log π_policy − log π_reference). Nothing is scored again when it changes.',
      )}
    >
      <label for="beta-slider">{l10n.t('Beta')}</label>
      <input
        id="beta-slider"
        type="range"
        min={0}
        max={sliderSteps}
        step={1}
        value={sliderOfBeta(beta)}
        aria-valuetext={String(beta)}
        onInput={(event) => move(betaOfSlider(event.currentTarget.valueAsNumber))}
        onChange={(event) => rest(betaOfSlider(event.currentTarget.valueAsNumber))}
      />
      <input
        type="text"
        inputMode="decimal"
        aria-label={l10n.t('Beta as a number')}
        aria-invalid={wrong}
        value={typed ?? String(beta)}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter') leave();
          else if (event.key === 'Escape') setTyped(undefined);
        }}
      />
    </div>
  );
}
