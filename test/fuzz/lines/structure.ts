import type { Random } from '../random.ts';
import { hostileTexts } from './hostileTexts.ts';

/** A JSON value with one of its parts changed in kind, place or number; texts become hostile ones. */
export function restructured(value: unknown, random: Random): unknown {
  const places = placesIn(value);
  if (places.length === 0) return random.of(oddValues);
  const { holder, key } = random.of(places);
  const before = holder[key as never] as unknown;
  const put = (next: unknown) => {
    // Not by assignment, which `__proto__` would take for itself.
    Object.defineProperty(holder, key, {
      value: next,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  random.of([
    () => put(random.of(oddValues)),
    () => put(random.of(hostileTexts)),
    () => put([before]),
    () => put({ [random.of(oddKeys)]: before }),
    () => put([before, structuredClone(before)]),
    () => put(Array.isArray(before) ? before.slice(0, random.below(before.length + 1)) : null),
    () => put(Array.isArray(before) ? [...before, random.of(oddValues)] : String(before)),
    () => put(typeof before === 'number' ? random.of(oddNumbers) : before),
    () => put(typeof before === 'string' ? `${before}${random.of(hostileTexts)}` : before),
    () => put((holder as Record<string, unknown>)[(random.of(places).key as never) ?? key] ?? before),
    () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key as never]),
    () => renamed(holder, key, random),
    () => put(nested(before, 1 + random.below(random.once(10) ? 200 : 8))),
  ])();
  return value;
}

interface PlaceIn {
  readonly holder: object;
  readonly key: string | number;
}

/** Every place of a value, at most some hundreds. */
function placesIn(value: unknown): PlaceIn[] {
  const places: PlaceIn[] = [];
  const visit = (holder: unknown, depth: number) => {
    if (typeof holder !== 'object' || holder === null || depth > 8 || places.length > 400) return;
    for (const key of Object.keys(holder)) {
      places.push({ holder, key: Array.isArray(holder) ? Number(key) : key });
      visit((holder as Record<string, unknown>)[key], depth + 1);
    }
  };
  visit(value, 0);
  return places;
}

function renamed(holder: object, key: string | number, random: Random): void {
  if (Array.isArray(holder)) return;
  const record = holder as Record<string, unknown>;
  const value = record[key];
  delete record[key];
  Object.defineProperty(record, random.of(oddKeys), {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

function nested(value: unknown, depth: number): unknown {
  let outer = value;
  for (let i = 0; i < depth; i++) outer = i % 2 ? [outer] : { a: outer };
  return outer;
}

const oddNumbers = [-1, 0.5, 1e308, -1e308, 5e-324, 2 ** 53, -0, 4294967296, 65536, 2 ** 31, 1e21];
const oddValues = [
  null,
  true,
  false,
  '',
  ' ',
  0,
  ...oddNumbers,
  [],
  {},
  [[]],
  [null],
  [{}],
  [0, 0],
  ['', ''],
];
const oddKeys = (
  'prompt responses ranking ranks scores chosen rejected messages role content id tools policy_logps reference_logps ' +
  'policy_chosen_logps policy_rejected_logps ref_chosen_logps ref_rejected_logps __proto__ constructor toString length 0'
).split(' ');
