import type { Tiers } from '../../preference/ranking.ts';
import type { Place, Text } from '../example.ts';
import { joinConversation } from './conversation.ts';
import { type Draft, has, type JsonObject, type Report } from './format.ts';
import { readCompletion } from './texts.ts';
import type { TurnKeys } from './turns.ts';

/** A prompt and completions as they were found in a record; what could not be read is undefined, and reported. */
export interface Pieces {
  readonly prompt: Text | undefined;
  readonly promptPlace: Place;
  readonly completions: readonly (Text | undefined)[];
  /** [K] */
  readonly places: readonly Place[];
  /** 0-based indices into `completions`, best tier first. */
  readonly tiers: Tiers | undefined;
  /** Where the ranking stands, when it is not told by the names of the fields. */
  readonly ranking?: Place;
  readonly scores?: readonly number[];
  readonly id?: string;
}

/** The end of every reader: undefined where a piece is missing. */
export function draftOf(pieces: Pieces, report: Report): Draft | undefined {
  const { prompt, promptPlace, completions, places, tiers, ranking, scores, id } = pieces;
  if (completions.length < 2)
    report('too-few-responses', ranking ?? { path: [] }, { count: completions.length });
  if (prompt === undefined || !tiers || completions.length < 2) return undefined;
  const texts = completions.filter((text) => text !== undefined);
  if (texts.length < completions.length) return undefined;
  const joined = joinConversation(prompt, texts, places, report);
  if (!joined) return undefined;
  return {
    ...(id === undefined ? {} : { id }),
    prompt: joined.prompt,
    completions: joined.completions,
    tiers,
    ...(scores ? { scores } : {}),
    places: { prompt: promptPlace, completions: joined.places, ranking },
  };
}

/** As `draftOf`, of two completions in two fields of the record. */
export function pairDraftOf(
  record: JsonObject,
  pieces: Omit<Pieces, 'completions' | 'places'> & {
    readonly fields: readonly [string, string];
    readonly keys?: TurnKeys;
  },
  report: Report,
): Draft | undefined {
  const places = pieces.fields.map((field): Place => ({ path: [field] }));
  const completions = pieces.fields.map((field, i) => {
    if (has(record, field)) return readCompletion(record[field], places[i], report, pieces.keys);
    report('too-few-responses', Object.hasOwn(record, field) ? places[i] : { path: [] }, { missing: field });
    return undefined;
  });
  return draftOf({ ...pieces, completions, places }, report);
}
