import * as l10n from '@vscode/l10n';
import { useState } from 'preact/hooks';
import type { BrowseState, ProblemCount, ShownProblem } from '../../extension/browse/shown.ts';
import { count, countOf, percent } from '../format.ts';
import { SeverityMark } from './severityMark.tsx';

/** Records whose problems are asked for at once. */
const pageRecords = 50;

interface Props {
  /** Undefined until something was told of the file. */
  readonly state: BrowseState | undefined;
  /** Of one code, in file order; `from` counts records. */
  readonly rows: (code: string, from: number, count: number) => Promise<ShownProblem[]>;
  readonly openLine: (line: number) => void;
  readonly explain: (code: string) => void;
}

/** All problems of a file, by their code: however many there are, and not only those that the Problems view has room for. */
export function ProblemTable({ state, rows, openLine, explain }: Props) {
  const all = state?.problems.reduce((sum, problem) => sum + problem.count, 0) ?? 0;
  return (
    <>
      <p class="quiet" role="status">
        {statusWords(state, all)}
      </p>
      <ul class="problem-groups">
        {state?.problems.map((group) => (
          <Group key={group.code} group={group} rows={rows} openLine={openLine} explain={explain} />
        ))}
      </ul>
    </>
  );
}

function statusWords(state: BrowseState | undefined, all: number): string {
  if (!state) return l10n.t('The file is looked at …');
  if (state.failure) return state.failure;
  if (state.checked < 1)
    return l10n.t(
      '{0} so far; {1} of the file is checked.',
      countOf(all, 'problem'),
      percent(state.checked, 0),
    );
  const records = countOf(state.records, state.unit);
  return all === 0
    ? l10n.t('No problem in {0}.', records)
    : l10n.t('{0} in {1}.', countOf(all, 'problem'), records);
}

function Group({ group, rows, openLine, explain }: Omit<Props, 'state'> & { readonly group: ProblemCount }) {
  const [isOpen, setOpen] = useState(false);
  const [found, setFound] = useState<readonly ShownProblem[]>([]);
  const [asked, setAsked] = useState(0);
  const [isAsking, setAsking] = useState(false);
  const { code, severity } = group;
  const more = async () => {
    setAsking(true);
    const next = await rows(code, asked, pageRecords).catch(() => []);
    setFound([...found, ...next]);
    // What the file has no longer is not to be waited for.
    setAsked(next.length === 0 ? Number.POSITIVE_INFINITY : asked + pageRecords);
    setAsking(false);
  };
  const left = asked === Number.POSITIVE_INFINITY ? 0 : group.count - found.length;
  return (
    <li>
      <div class="problem-group">
        <button
          type="button"
          class="link"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
            if (!isOpen && found.length === 0) void more();
          }}
        >
          <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          <SeverityMark severity={severity} />
          {code}
        </button>
        <span class="quiet">{count(group.count)}</span>
        <button type="button" class="link quiet" onClick={() => explain(code)}>
          {l10n.t('What to do')}
        </button>
      </div>
      {isOpen && (
        <ul class="problem-rows">
          {found.map(({ line, column, message }, i) => (
            <li key={i}>
              <button type="button" class="link" onClick={() => openLine(line)}>
                {count(line)}:{column}
              </button>
              <span>{message}</span>
            </li>
          ))}
        </ul>
      )}
      {isOpen && left > 0 && (
        <button type="button" class="link" disabled={isAsking} onClick={() => void more()}>
          {isAsking ? l10n.t('Reading …') : l10n.t('Show more of {0} left', count(left))}
        </button>
      )}
    </li>
  );
}
