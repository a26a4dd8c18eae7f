import type { ChartConfiguration } from 'chart.js';
import { Canvas } from '../../charts/canvas.tsx';
import type { NumberTable } from '../../figures/chartData.ts';

interface Props {
  /** What the chart says. */
  readonly title: string;
  readonly config: ChartConfiguration;
  /** The same as numbers, for whoever does not see it. */
  readonly numbers: NumberTable;
  /** Signs of the chart, in words. */
  readonly legend?: string;
}

export function Figure({ title, config, numbers, legend }: Props) {
  const { head, lines } = numbers;
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <Canvas config={config} label={`Chart: ${title}. The numbers are in the table below.`} />
      {legend && <p class="tiles-note">{legend}</p>}
      <details>
        <summary>Numbers</summary>
        <table>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(([name, ...cells], line) => (
              <tr key={line}>
                <th scope="row">{name}</th>
                {cells.map((cell, i) => (
                  <td key={i}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
