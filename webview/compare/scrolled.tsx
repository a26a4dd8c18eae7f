import type { ComponentChildren } from 'preact';

/** A wide table in a part of the page that scrolls to its side, by keys too. */
export function Scrolled({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="scrolled" tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
