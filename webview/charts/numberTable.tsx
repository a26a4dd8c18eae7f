import * as l10n from '@vscode/l10n';
import type { NumberTable } from '../figures/barName.ts';

/** The numbers of a chart, for whoever does not see it. */
export function Numbers({ table: { head, lines } }: { readonly table: NumberTable }) {
  return (
    <details>
      <summary>{l10n.t('Numbers')}</summary>
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
  );
}
