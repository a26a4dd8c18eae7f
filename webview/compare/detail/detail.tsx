import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { notThere } from '../../../extension/preference/paired/pairedRun.ts';
import { truncatedFlag } from '../../../extension/preference/rows.ts';
import { Turns } from '../../detail/turns.tsx';
import { lineOf } from '../changes/columns.ts';
import { tableValues } from '../changes/rows.ts';
import type { ExampleAnswer } from '../contract.ts';
import { host } from '../host.ts';
import { base, beta, type Shown } from '../state.ts';
import { letterOf } from '../words.ts';
import { CompletionInRuns } from './completionInRuns.tsx';
import { ExampleNumbers } from './exampleNumbers.tsx';
import { isAnswer, sideBySide } from './sideBySide.ts';
import { useExamples } from './useExamples.ts';

interface Props {
  readonly now: Shown;
  readonly example: number;
  readonly close: () => void;
}

/** One example: its texts once, and what each run says of them side by side. */
export function Detail({ now, example, close }: Props) {
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => section.current?.scrollTo(0, 0), [example]);
  const answers = useExamples(now, example);
  const { run: first, line } = lineOf({ runs: now.runs, base: base.value }, example);
  const lead = answers ? leadOf(answers, first) : first;
  const leading = answers?.[lead];
  const texts = isAnswer(leading) && !('error' in leading.texts) ? leading.texts : undefined;
  const sameRecord = now.runs.map(({ variant }) => variant[example] === now.runs[lead].variant[example]);
  const completions = answers ? sideBySide(answers, lead, sameRecord) : [];
  const ratios = completions.flatMap(({ inRuns }) => inRuns.map(({ ratio }) => Math.abs(ratio) || 0));
  const scale = beta.value * Math.max(1e-12, ...ratios);
  return (
    <section
      class="detail"
      ref={section}
      aria-label={l10n.t('Example on line {0}', line)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <header class="detail-header">
        <h3>
          {l10n.t('Line {0}', line)}
          {isAnswer(leading) && leading.id !== undefined && <bdi class="quiet id">{leading.id}</bdi>}
        </h3>
        {linesOf(now, example).map(({ line: at, runs, run }) => (
          <button key={run} type="button" class="link" onClick={() => host.openLine(run, at)}>
            {l10n.t('Open line {0}', at)}{' '}
            <span class="for-readers">{l10n.t('in the file of {0}', runs)}</span>
            <span aria-hidden="true">({runs})</span>
          </button>
        ))}
        <button
          type="button"
          class="close"
          aria-label={l10n.t('Close the example')}
          title={l10n.t('Close (Escape)')}
          onClick={close}
        >
          ×
        </button>
      </header>
      {tableValues.value && <ExampleNumbers now={now} example={example} />}
      {answers && <Remarks now={now} example={example} answers={answers} lead={lead} />}
      {texts && (
        <>
          <h4 class="label">{l10n.t('Prompt')}</h4>
          <Turns turns={texts.prompt} />
        </>
      )}
      {completions.length > 0 && (
        <>
          <h4 class="label">
            {sameRecord.every(Boolean)
              ? l10n.t('Completions, best first')
              : l10n.t('Completions, best first as {0} ranks them', letterOf(lead))}
          </h4>
          <ol class="completions">
            {completions.map((completion) => (
              <CompletionInRuns
                key={completion.index}
                completion={completion}
                scale={scale}
                turns={texts?.completions[completion.index]}
              />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

/** The first run whose file still has the text, from the baseline on. */
function leadOf(answers: readonly (ExampleAnswer | undefined)[], first: number): number {
  const hasTexts = (answer: ExampleAnswer | undefined) =>
    isAnswer(answer) && !('error' in answer.texts) && !answer.texts.stale;
  if (hasTexts(answers[first])) return first;
  const other = answers.findIndex(hasTexts);
  return other >= 0 ? other : isAnswer(answers[first]) ? first : Math.max(0, answers.findIndex(isAnswer));
}

/** Places of the example, each with the runs that have it there. */
function linesOf({ runs, state }: Shown, example: number) {
  const places = new Map<string, { run: number; line: number; runs: string }>();
  for (const [run, { line }] of runs.entries()) {
    if (line[example] === 0) continue;
    const name = `${line[example]} ${state.runs[run].filePath}`;
    const known = places.get(name);
    places.set(
      name,
      known
        ? { ...known, runs: `${known.runs}, ${letterOf(run)}` }
        : { run, line: line[example], runs: letterOf(run) },
    );
  }
  return [...places.values()];
}

interface RemarksProps extends Omit<Props, 'close'> {
  readonly answers: readonly (ExampleAnswer | undefined)[];
  readonly lead: number;
}

/** What must be known before the numbers are believed. */
function Remarks({ now: { runs }, example, answers, lead }: RemarksProps) {
  const named = (has: (run: number) => boolean) =>
    runs.flatMap((_, run) => (has(run) ? [letterOf(run)] : [])).join(', ');
  const there = runs.filter(({ status }) => status[example] !== notThere);
  const truncated = named((run) => isAnswer(answers[run]) && (answers[run].flags & truncatedFlag) !== 0);
  const leading = answers[lead];
  const remarks = [
    ...(there.length < runs.length
      ? [
          l10n.t(
            'Not in {0}.',
            named((run) => runs[run].status[example] === notThere),
          ),
        ]
      : []),
    ...(there.some(({ label }) => label[example] !== there[0].label[example])
      ? [l10n.t('The annotated ranking is not the same in all runs: each is judged by its own.')]
      : []),
    ...answers.flatMap((answer, run) =>
      answer === undefined
        ? []
        : 'error' in answer
          ? [`${letterOf(run)}: ${answer.error}`]
          : answer.reason !== undefined
            ? [l10n.t('{0} did not score it: {1}', letterOf(run), answer.reason)]
            : [],
    ),
    ...(truncated ? [l10n.t('Truncated to the maximum length before scoring in {0}.', truncated)] : []),
    ...(isAnswer(leading) && 'error' in leading.texts ? [leading.texts.error] : []),
    ...(isAnswer(leading) && !('error' in leading.texts) && leading.texts.stale
      ? [l10n.t('This line was changed after it was scored. The numbers belong to the old text.')]
      : []),
  ];
  return (
    <>
      {remarks.map((remark) => (
        <p class="notice" key={remark}>
          {remark}
        </p>
      ))}
    </>
  );
}
