import * as l10n from '@vscode/l10n';
import { host, problems } from '../page.ts';
import { ProblemTable } from './problemTable.tsx';

/** What is wrong with the file, looked for when somebody wants to know. */
export function ProblemSection() {
  return (
    <details
      class="problem-section"
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) host.checkFile();
      }}
    >
      <summary>{l10n.t('Problems in the file')}</summary>
      <ProblemTable
        state={problems.value}
        rows={(code, from, count) => host.problemRows(code, from, count)}
        openLine={(line) => host.openLine(line)}
        explain={(code) => host.explain(code)}
      />
    </details>
  );
}
