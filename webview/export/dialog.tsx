import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { dialog } from '../page.ts';

interface Props {
  readonly title: string;
  /** What the button at the end does; the dialog stays open when it says so. */
  readonly submit: () => void;
  readonly disabled?: boolean;
  readonly children: ComponentChildren;
}

/** A modal form with its own "Export…". The browser holds the focus inside, and gives it back after Escape or Close. */
export function Dialog({ title, submit, disabled = false, children }: Props) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => element.current?.showModal(), []);
  const close = () => element.current?.close();
  return (
    <dialog
      class="dialog"
      ref={element}
      aria-labelledby="dialog-title"
      onClose={() => {
        dialog.value = undefined;
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (disabled) return;
          submit();
          close();
        }}
      >
        <h2 id="dialog-title">{title}</h2>
        <div class="dialog-body">{children}</div>
        <div class="dialog-end">
          <button type="submit" class="button primary" disabled={disabled}>
            {l10n.t('Export…')}
          </button>
          <button type="button" class="button" onClick={close}>
            {l10n.t('Close')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
