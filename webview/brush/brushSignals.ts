import { computed, type ReadonlySignal, signal, untracked } from '@preact/signals';
import { chosenRejected } from '../../extension/preference/chosenRejected.ts';
import { type DerivedColumns, undefinedTop1 } from '../../extension/preference/columns.ts';
import { type Brush, type Dimension, dimensions } from './brush.ts';
import { type BrushRows, both, maskOf } from './masks.ts';
import { sliceColumn } from './sliceColumn.ts';

interface Source {
  readonly facts: ReadonlySignal<BrushRows>;
  readonly results: ReadonlySignal<{ readonly derived: DerivedColumns }>;
  readonly settledBeta: ReadonlySignal<number>;
  /** The same column for every beta. */
  readonly top1: ReadonlySignal<Uint8Array>;
}

type Mask = Uint8Array | undefined;

/** The brushes on the charts, and the rows that they leave: in the table by all, in a chart by all but its own. */
export function brushSignals({ facts, results, settledBeta, top1 }: Source) {
  const brushes = signal<readonly Brush[]>([]);
  /** The field that somebody chose to slice by. */
  const chosenField = signal<{ readonly field: string | undefined } | undefined>(undefined);
  /** Field that the slices are made by; undefined = K. */
  const sliceField = computed(() => {
    const rows = facts.value;
    const chosen = chosenField.value;
    // Another run may have other fields.
    const isThere = chosen && (chosen.field === undefined || sliceColumn(rows, chosen.field));
    return isThere ? chosen.field : usualField(rows);
  });
  /** [N] 1: scored, with a preference. */
  const counted = computed(() => Uint8Array.from(top1.value, (value) => Number(value !== undefinedTop1)));
  const sides = computed(() => chosenRejected(facts.value, counted.value));

  // As the order of the table, masks follow a beta that rests.
  const masks = ofEach((dimension) => {
    const own = computed(() => brushes.value.find((brush) => brush.dimension === dimension));
    return computed((): Mask => {
      const brush = own.value;
      if (!brush) return undefined;
      const [rows, beta, some] = [facts.value, settledBeta.value, counted.value];
      return untracked(() =>
        maskOf(brush, {
          rows,
          derived: results.value.derived,
          beta,
          counted: some,
          sides: () => sides.value,
        }),
      );
    });
  });
  const all = computed((): Mask => dimensions.map((d) => masks[d].value).reduce(joined, undefined));
  const chosenCount = computed(() => all.value?.reduce((n, one) => n + one, 0) ?? 0);
  const others = ofEach((dimension) =>
    computed((): Mask => {
      const isOwn = (d: Dimension) => d === dimension && !(d === 'slice' && slicedOtherwise.value);
      return dimensions
        .filter((d) => !isOwn(d))
        .map((d) => masks[d].value)
        .reduce(joined, undefined);
    }),
  );
  const slicedOtherwise = computed(() => {
    const brush = brushes.value.find(({ dimension }) => dimension === 'slice');
    return brush !== undefined && brush.field !== sliceField.value;
  });
  const shown = ofEach((dimension) =>
    computed(() => {
      const mask = others[dimension].value;
      return mask ? both(mask.slice(), counted.value) : counted.value;
    }),
  );
  const shownByAll = computed(() => (all.value ? both(all.value.slice(), counted.value) : counted.value));
  return {
    brushes,
    chosenField,
    sliceField,
    counted,
    sides,
    /** [N] 1: a row that every brush chooses; undefined without brushes. */
    all,
    /** How many rows every brush chooses. */
    chosenCount,
    /** [N] the same by all brushes but a chart's own. */
    others,
    /** [N] 1: examples that a chart counts. */
    shown,
    shownByAll,
    restore(saved: readonly Brush[]): void {
      brushes.value = saved;
      const slice = saved.find(({ dimension }) => dimension === 'slice');
      if (slice) chosenField.value = { field: slice.field };
    },
    set(dimension: Dimension, brush: Brush | undefined): void {
      const rest = brushes.peek().filter((other) => other.dimension !== dimension);
      brushes.value = brush ? [...rest, brush] : rest;
    },
  };
}

function ofEach<T>(make: (dimension: Dimension) => T): Readonly<Record<Dimension, T>> {
  return Object.fromEntries(dimensions.map((d) => [d, make(d)])) as Record<Dimension, T>;
}

function joined(before: Mask, mask: Mask): Mask {
  if (!before || !mask) return before ?? mask;
  return both(before.slice(), mask);
}

/** K where it varies, otherwise the first field that has a few different words. */
function usualField({ offsets, fields }: BrushRows): string | undefined {
  for (let row = 2; row < offsets.length; row++)
    if (offsets[row] - offsets[row - 1] !== offsets[1] - offsets[0]) return undefined;
  return fields.find((field) => field.kind === 'words' && field.words.length > 2 && field.words.length < 50)
    ?.name;
}
