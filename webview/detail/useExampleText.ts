import * as l10n from '@vscode/l10n';
import { useEffect, useState } from 'preact/hooks';
import type { ExampleText } from '../contract.ts';
import { host } from '../page.ts';

type Answer = ExampleText | { readonly error: string };

/** Texts of a row from the file; undefined while they are read. A key held down over many rows reads only the last. */
export function useExampleText(row: number, runId: string | undefined): Answer | undefined {
  const [known, setKnown] = useState<{ row: number; runId: string | undefined; answer: Answer }>();
  useEffect(() => {
    let wanted = true;
    const answered = (answer: Answer) => wanted && setKnown({ row, runId, answer });
    const timer = setTimeout(
      () =>
        host.exampleText(row).then(answered, () =>
          answered({
            error: l10n.t('The texts could not be read. Show the example again, or show the log.'),
          }),
        ),
      known ? 60 : 0,
    );
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [row, runId]);
  return known?.row === row && known.runId === runId ? known.answer : undefined;
}
