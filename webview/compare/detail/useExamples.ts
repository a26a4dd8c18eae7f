import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import type { ExampleAnswer, ExampleQuestion } from '../contract.ts';
import { host } from '../host.ts';
import type { Shown } from '../state.ts';

/** [runs] what each run that has the example says of it; undefined while they are read. A key held down over many rows reads only the last. */
export function useExamples(
  { runs, state }: Shown,
  example: number,
): readonly (ExampleAnswer | undefined)[] | undefined {
  const [known, setKnown] = useState<{
    example: number;
    id: number;
    answers: readonly (ExampleAnswer | undefined)[];
  }>();
  useEffect(() => {
    let wanted = true;
    const questions: ExampleQuestion[] = runs.flatMap(({ line, at }, run) =>
      line[example] > 0 ? [{ run, at: at[example] }] : [],
    );
    const answered = (found: readonly ExampleAnswer[]) => {
      if (!wanted) return;
      const answers = runs.map((_, run) => found[questions.findIndex((question) => question.run === run)]);
      setKnown({ example, id: state.id, answers });
    };
    const failed = { error: l10n.t('The example could not be read. Open it again, or show the log.') };
    const timer = setTimeout(
      () => host.examples(questions).then(answered, () => answered(questions.map(() => failed))),
      known ? 60 : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [example, state.id]);
  return known?.example === example && known.id === state.id ? known.answers : undefined;
}
