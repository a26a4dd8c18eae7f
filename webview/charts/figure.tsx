import type { ChartConfiguration } from 'chart.js';
import { type ChartData, numbersOf } from '../figures/chartData.ts';
import { Canvas } from './canvas.tsx';

interface Props {
  readonly data: ChartData;
  readonly config: ChartConfiguration;
}

/** A chart with its sentence, and the same numbers as a table for whoever does not see it. */
export function Figure({ data, config }: Props) {
  const { title } = data;
  const { head, lines } = numbersOf(data);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <Canvas config={config} label={`Chart: ${title}. The numbers are in the table below.`} />
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
