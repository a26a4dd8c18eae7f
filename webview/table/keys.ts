/** Where the keyboard is in the table. Position -1 is the header. */
export interface CellPosition {
  readonly position: number;
  readonly column: number;
}

/** Where a key of the ARIA grid pattern leads, or undefined when it is not one of its keys. */
export function cellAfterKey(
  key: string,
  ctrl: boolean,
  at: CellPosition,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): CellPosition | undefined {
  const row = (position: number) => ({ ...at, position: Math.max(-1, Math.min(size.rows - 1, position)) });
  const cell = (column: number) => ({ ...at, column: Math.max(0, Math.min(size.columns - 1, column)) });
  switch (key) {
    case 'ArrowDown':
      return row(at.position + 1);
    case 'ArrowUp':
      return row(at.position - 1);
    case 'PageDown':
      return row(at.position + size.page);
    case 'PageUp':
      return row(Math.max(Math.min(0, at.position), at.position - size.page));
    case 'ArrowRight':
      return cell(at.column + 1);
    case 'ArrowLeft':
      return cell(at.column - 1);
    // A page of rows is what people scroll: Home and End go to its ends, as Ctrl does in grids of cells.
    case 'Home':
      return ctrl ? { position: 0, column: 0 } : row(0);
    case 'End':
      return ctrl ? { position: size.rows - 1, column: size.columns - 1 } : row(size.rows - 1);
    default:
      return undefined;
  }
}
