/** Whether a value that came from a page is what it should be. Messages may lose what is undefined, or make it null. */
export type Shape = (value: unknown) => boolean;

/** What each argument of a call must be; a page that sends others, or more, is not answered. */
export type Shapes<Calls> = { readonly [Name in keyof Calls]: readonly Shape[] };

/** UTF-16 units. */
export const text =
  (longest: number): Shape =>
  (value) =>
    typeof value === 'string' && value.length <= longest;

export const number: Shape = (value) => typeof value === 'number' && Number.isFinite(value);
export const positive: Shape = (value) => number(value) && Number(value) > 0;
/** Of rows, lines and places. */
export const index: Shape = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
export const anything: Shape = () => true;

export const oneOf =
  (words: readonly string[]): Shape =>
  (value) =>
    typeof value === 'string' && words.includes(value);

export const optional =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || value === null || shape(value);

export const listOf =
  (shape: Shape, longest: number): Shape =>
  (value) =>
    Array.isArray(value) && value.length <= longest && value.every(shape);

/** Fields that there must be; others are nobody's business. */
export const object =
  (fields: Readonly<Record<string, Shape>>): Shape =>
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Object.entries(fields).every(([name, shape]) =>
      shape(Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined),
    );

/** More rows than any run has. */
export const rows: Shape = (value) =>
  value instanceof Uint32Array ? value.length <= 2 ** 27 : listOf(index, 2 ** 27)(value);

export const bytes =
  (most: number): Shape =>
  (value) =>
    value instanceof Uint8Array && value.length <= most;

/** Whether these are the arguments that such shapes take. */
export function fits(shapes: readonly Shape[], args: unknown): args is unknown[] {
  return Array.isArray(args) && args.length <= shapes.length && shapes.every((shape, i) => shape(args[i]));
}
