/** The token that a pointer has moved onto. Text that is scrolled under a pointer that rests takes the cursor from no key. */
export function pointedToken({ movementX, movementY, target }: MouseEvent): HTMLElement | undefined {
  if (movementX === 0 && movementY === 0) return undefined;
  return (target as Element).closest<HTMLElement>('[data-index]') ?? undefined;
}
