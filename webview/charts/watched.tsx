import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

interface Props {
  /** What it is about, whatever its sentence says. */
  readonly name: string;
  /** In view from the start, most likely. */
  readonly first?: boolean;
  /** Reads signals: called only while the place is in view, so that what is not costs nothing. */
  draw(): ComponentChildren;
}

/** A chart that follows the data while it is in view, and stays as it last was while it is not. */
export function Watched({ name, first = false, draw }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<ComponentChildren>(undefined);
  const [inView, setInView] = useState(first);
  useEffect(() => {
    if (!place.current) return;
    // The last entry is how it is now.
    const observer = new IntersectionObserver(
      (entries) => setInView(entries[entries.length - 1].isIntersecting),
      { rootMargin: '150px' },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  if (inView) drawn.current = draw();
  return (
    <div class={drawn.current ? 'watched drawn' : 'watched'} data-chart={name} ref={place}>
      {drawn.current ?? <figure aria-label={name} />}
    </div>
  );
}
