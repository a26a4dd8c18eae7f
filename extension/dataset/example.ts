/** One message of a conversation. Other fields (`name`, `tool_calls`, ...) are kept for the chat template. */
export interface Turn {
  readonly role: string;
  readonly content: string;
  readonly [field: string]: unknown;
}

/** Plain text, or the turns of a conversation. */
export type Text = string | readonly Turn[];

/** Keys and indices from the record to a value, as `['responses', 2]`. */
export type Path = readonly (string | number)[];

/**
 * Where a piece of an example stands in its record. `from` and `to` cut a part out of a string value (UTF-16 units
 * of the decoded string) or out of a list (elements). The empty path is the record itself.
 */
export interface Place {
  readonly path: Path;
  /** 0-based among the lines of a record that takes several; absent = 0. */
  readonly line?: number;
  readonly from?: number;
  readonly to?: number;
}

export type Scalar = string | number | boolean;

/** One valid record, whatever format it came in. Nothing of it is a path, a command or HTML. */
export interface Example {
  readonly id: string | undefined;
  readonly prompt: Text;
  /** [K], K >= 2, in file order. */
  readonly completions: readonly Text[];
  /** Best tier first; 0-based completion indices; every completion in exactly one tier. */
  readonly tiers: readonly (readonly number[])[];
  /** [K], higher is better, where the record has some. */
  readonly scores?: readonly number[];
  /** Tool definitions for the chat template, as the record gives them. */
  readonly tools?: unknown;
  /** Scalar fields that are neither text nor ranking: they slice results. */
  readonly slices: Readonly<Record<string, Scalar>>;
  /** Log-probabilities that came with the record, [K] nats each. */
  readonly policyLogps?: readonly number[];
  readonly referenceLogps?: readonly number[];
  /** Name of the format that read it, as in `formats/`. */
  readonly format: string;
  readonly places: {
    readonly prompt: Place;
    readonly completions: readonly Place[];
    readonly ranking: Place | undefined;
  };
}
