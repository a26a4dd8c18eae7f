import type { ReadonlySignal, Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { type Sort, toggledSort } from '../order.ts';
import type { ColumnWidths } from './columnChoice.ts';
import type { RowScroll } from './rowScroll.ts';

/** One column of a table. Widths in px at 13 px text; they grow with the text. */
export interface GridColumn {
  readonly key: string;
  readonly title: string;
  /** What the numbers mean, for whoever points at the header. */
  readonly hint: string;
  readonly width: number;
  /** Takes what is left. */
  readonly grows?: boolean;
  readonly numeric: boolean;
  /** A first click sorts the largest first. */
  readonly startDescending: boolean;
}

/** Cell that the keyboard is on; the header where `row` is undefined. */
export interface ActiveCell {
  readonly row: number | undefined;
  readonly column: number;
}

/** A cell of a row; one that spans several columns stands at the first of them. */
export interface GridCell {
  readonly column: GridColumn;
  readonly index: number;
  readonly span: number;
  readonly content: ComponentChildren;
}

/** What a table of examples shows, and what its reader does: the signals of a page. */
export interface GridModel {
  readonly columns: ReadonlySignal<readonly GridColumn[]>;
  readonly widths: Signal<ColumnWidths>;
  readonly sort: Signal<Sort>;
  /** Row at each position. */
  readonly order: ReadonlySignal<Uint32Array>;
  readonly active: Signal<ActiveCell | undefined>;
  /** Row whose texts are shown. */
  readonly opened: Signal<number | undefined>;
  /** Position of a row, or -1. */
  positionOf(row: number | undefined): number;
  /** Reads signals: the row is drawn anew when they change. */
  cells(row: number): readonly GridCell[];
  /** A hook: where the view goes when rows, their order or what is opened changes. */
  useFollowing(scroll: RowScroll, scroller: { readonly current: HTMLElement | null }): void;
}

/** Id of a cell, for `aria-activedescendant`; row undefined = header. */
export function cellId(row: number | undefined, column: number): string {
  return `cell-${row ?? 'header'}-${column}`;
}

export function sortBy({ sort }: GridModel, column: GridColumn): void {
  sort.value = toggledSort(sort.value, column.key, column.startDescending);
}
