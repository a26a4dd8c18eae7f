import {
  bool,
  type DataType,
  field,
  float64,
  list,
  type Schema,
  uint8,
  uint16,
  uint32,
  utf8,
} from '@uwdata/flechette';

/**
 * Columns of a part, one row an example; a row with `removed` says that its line has no example any more. Of a line's rows
 * those of the highest part of the file names, and the last in it, count. What each column means is in the file as well.
 */
const columns: readonly (readonly [name: string, type: DataType, meaning: string])[] = [
  ['line', uint32(), '1-based line or record of the dataset'],
  ['lines', uint32(), 'lines that the record takes'],
  ['byte_offset', float64(), 'where the record begins in the dataset, bytes'],
  ['byte_length', uint32(), 'length of the record without its line end, bytes'],
  ['hash', utf8(), "96 bits of SHA-1 of the record's text, base64url; /n = its ranking n of several, from 0"],
  ['id', utf8(), 'id of the record; null = none'],
  ['status', uint8(), '0 scored, 1 failed, 2 all completions tied, 3 malformed'],
  ['reason', utf8(), 'why the example was not scored'],
  ['flags', uint8(), 'bit 1 truncated, bit 2 completion tokenized apart from its prompt'],
  ['turns', uint16(), "messages of the prompt but for the system's; 0 = not known"],
  ['fields', utf8(), 'scalar fields of the record, a JSON object'],
  ['asked', float64(), 'number of prompt and completions; NaN = not known'],
  ['ranked', float64(), 'number of prompt, completions and ranking; NaN = not known'],
  ['tier', list(uint16()), 'tier of each completion, 0 = best'],
  ['tokens', list(uint32()), 'tokens of each completion'],
  [
    'policy_logp',
    list(float64()),
    'log-probability of each completion by the policy, nats; NaN = not scored',
  ],
  [
    'reference_logp',
    list(float64()),
    'log-probability of each completion by the reference, nats; NaN = not scored',
  ],
  ['removed', bool(), 'the line has no example any more'],
];

export const columnTypes: ReadonlyMap<string, DataType> = new Map(
  columns.map(([name, type]) => [name, type]),
);

export const partSchema: Schema = {
  version: 4,
  endianness: 0,
  fields: columns.map(([name, type, meaning]) => field(name, type, true, new Map([['meaning', meaning]]))),
  metadata: new Map([['plackett.layout', '2']]),
};
