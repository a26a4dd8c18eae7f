import * as l10n from '@vscode/l10n';
import { fixed, scientific, signed } from '../format.ts';
import { steps } from './heatScale.ts';

/** What the colours and the lines under tokens stand for. */
export function Legend({ scale }: { readonly scale: number }) {
  if (scale === 0)
    return <p class="quiet">{l10n.t('Policy and reference agree on every token: all log-ratios are 0.')}</p>;
  const words = (share: number) => nats(share * scale);
  const down = [...steps].reverse();
  return (
    <div class="heat-legend">
      <span class="quiet">{l10n.t('Log-ratio, nats: less probable to the policy')}</span>
      <span class="heat-steps">
        {down.map((share, i) => (
          <span class={`token heat-${4 - i} heat-down`} key={share}>
            {i === 0 ? '≤ ' : ''}−{words(share)}
          </span>
        ))}
        <span class="token">0</span>
        {steps.map((share, i) => (
          <span class={`token heat-${i + 1} heat-up`} key={share}>
            {i === 3 ? '≥ ' : ''}+{words(share)}
          </span>
        ))}
      </span>
      <span class="quiet">{l10n.t('more probable than to the reference')}</span>
    </div>
  );
}

/** Without zeros at its end: 0.25, 1, 20. */
function nats(value: number): string {
  for (const digits of [0, 1, 2, 3, 4])
    if (Math.abs(value - Number(value.toFixed(digits))) < 1e-9) return fixed(value, digits);
  return fixed(value, scientific);
}

/** A number of one token, in nats. */
export const logp = (value: number) => fixed(value, 3);
export const ratio = (value: number) => signed(value, 3);
