import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Status } from '../../extension/preference/rows.ts';
import { results, run } from '../state.ts';
import { Completions } from './completions.tsx';
import { DetailActions, DetailHeader } from './header.tsx';
import { pressed } from './keys.ts';
import { Numbers } from './numbers.tsx';
import { Turns } from './turns.tsx';
import { useExampleText } from './useExampleText.ts';

interface Props {
  readonly row: number;
  readonly close: () => void;
}

/** One example: its numbers, the prompt, and the completions. */
export function Detail({ row, close }: Props) {
  const { rows } = results.value;
  const section = useRef<HTMLElement>(null);
  const hadFocus = useRef(false);
  useLayoutEffect(() => {
    section.current?.scrollTo(0, 0);
    // What had the focus may have gone with the example before.
    if (hadFocus.current && document.activeElement === document.body)
      section.current?.focus({ preventScroll: true });
    hadFocus.current = false;
  }, [row]);
  const answer = useExampleText(row, run.value?.runId);
  const text = answer && 'prompt' in answer ? answer : undefined;
  return (
    <section
      class="detail"
      ref={section}
      tabIndex={-1}
      aria-label={l10n.t('Example on line {0}', rows.line[row])}
      onKeyDown={(event) => {
        hadFocus.current = true;
        if (event.key === 'Escape') close();
        else if (!pressed(event, row, section.current)) return;
        event.preventDefault();
      }}
    >
      <DetailHeader row={row} close={close} />
      <DetailActions row={row} />
      <Numbers row={row} />
      {text?.stale && (
        <p class="notice">
          {l10n.t('This line was changed after it was scored. The numbers belong to the old text.')}
        </p>
      )}
      {answer && 'error' in answer && rows.status[row] !== Status.malformed && (
        <p class="notice">{answer.error}</p>
      )}
      {text && (
        <>
          <h4 class="label">{l10n.t('Prompt')}</h4>
          <Turns turns={text.prompt} />
        </>
      )}
      <Completions key={row} row={row} texts={text?.completions} />
    </section>
  );
}
