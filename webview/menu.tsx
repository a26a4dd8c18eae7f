import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A button that opens a small panel under it: closed by Escape, and by a click or a focus elsewhere. */
export function Menu({ title, children }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const leave = ({ target }: Event) => {
      if (details.current?.open && target instanceof Node && !details.current.contains(target))
        details.current.open = false;
    };
    for (const event of ['pointerdown', 'focusin']) addEventListener(event, leave);
    return () => {
      for (const event of ['pointerdown', 'focusin']) removeEventListener(event, leave);
    };
  }, []);
  return (
    <details
      class="menu"
      ref={details}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return;
        details.current.open = false;
        details.current.querySelector('summary')?.focus();
        event.stopPropagation();
      }}
    >
      <summary>{title}</summary>
      <div class="menu-panel">{children}</div>
    </details>
  );
}
