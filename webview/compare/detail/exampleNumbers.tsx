import * as l10n from '@vscode/l10n';
import { metricKeys } from '../../../extension/preference/paired/pairedMetrics.ts';
import { notThere } from '../../../extension/preference/paired/pairedRun.ts';
import { exampleValue } from '../paired.ts';
import { Scrolled } from '../scrolled.tsx';
import { digits, type Shown } from '../state.ts';
import { letterOf, metricText, metricWords } from '../words.ts';

/** Every metric of one example in every run that has it. */
export function ExampleNumbers({ now, example }: { readonly now: Shown; readonly example: number }) {
  const there = now.runs.flatMap(({ status }, run) => (status[example] === notThere ? [] : [run]));
  return (
    <Scrolled label={l10n.t('Numbers of the example by runs')}>
      <table class="example-numbers">
        <thead>
          <tr>
            <th scope="col">
              {l10n.t({ message: 'Run', comment: ['Noun: one evaluation of a file with two models'] })}
            </th>
            {metricKeys.map((key) => (
              <th key={key} scope="col" class="number" title={metricWords[key].hint}>
                {metricWords[key].ofExample}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {there.map((run) => (
            <tr key={run}>
              <th scope="row">{letterOf(run)}</th>
              {metricKeys.map((key) => {
                const value = exampleValue(now, run, key, example);
                return (
                  <td key={key} class="number">
                    {key === 'top1' ? topText(value) : metricText(key, value, digits.value)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}

const topText = (value: number) => (Number.isNaN(value) ? '–' : value === 1 ? 'yes' : 'no');
