import { type Comparison, keywords, type Place, type Problem, scan, type Token } from './tokens.ts';

export type Scalar = string | number | boolean;

export interface Name extends Place {
  readonly text: string;
  /** In backquotes. */
  readonly quoted: boolean;
}

export interface Literal extends Place {
  readonly value: Scalar;
}

/** A filter as it is written; names are not looked up yet. */
export type Expression<Field = Name> =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Expression<Field>[] }
  | { readonly kind: 'not'; readonly part: Expression<Field> }
  | {
      readonly kind: 'compare';
      readonly field: Field;
      readonly operator: Comparison;
      readonly value: Literal;
      readonly at: Place;
    }
  | { readonly kind: 'in'; readonly field: Field; readonly values: readonly Literal[] }
  | { readonly kind: 'missing'; readonly field: Field }
  /** A field alone, which is true or false. */
  | { readonly kind: 'holds'; readonly field: Field };

/** What may come at the end of the text, for completion. */
export interface Expected {
  readonly kinds: readonly ('field' | 'operator' | 'value' | 'connective' | 'list' | 'missing')[];
  /** Field that an operator or a value belongs to. */
  readonly field: string | undefined;
  /** Parentheses that are open. */
  readonly open: number;
}

export interface Parsed {
  /** Undefined where the text is empty or has a problem. */
  readonly expression: Expression | undefined;
  readonly problem: Problem | undefined;
  readonly atEnd: Expected;
}

/** Deeper nesting is nobody's filter, and would exhaust the stack. */
const deepest = 100;

/** Reads a filter: `or` binds least, then `and`, then `not`. Never throws; the first problem ends the reading. */
export function parse(text: string): Parsed {
  const parser = new Parser(scan(text));
  if (parser.isEmpty) return { expression: undefined, problem: undefined, atEnd: parser.atEnd };
  const expression = parser.whole();
  const { problem, atEnd } = parser;
  return { expression: problem ? undefined : expression, problem, atEnd };
}

const never: Expression = { kind: 'or', parts: [] };

class Parser {
  problem: Problem | undefined;
  private at = 0;
  private open = 0;
  private depth = 0;
  private expected: Expected['kinds'] = ['field'];
  private field: string | undefined;

  constructor(private readonly tokens: readonly Token[]) {}

  get isEmpty(): boolean {
    return this.tokens.length === 1;
  }

  get atEnd(): Expected {
    return { kinds: this.expected, field: this.field, open: this.open };
  }

  whole(): Expression {
    const all = this.or();
    const rest = this.token;
    if (rest.kind === ')') this.fail(rest, 'This `)` closes nothing. Remove it.');
    else if (rest.kind !== 'end') this.fail(rest, 'Write `and` or `or` between two conditions.');
    return all;
  }

  private or(): Expression {
    return this.joined('or', () => this.joined('and', () => this.not()));
  }

  private joined(kind: 'and' | 'or', part: () => Expression): Expression {
    const parts = [part()];
    while (!this.problem && this.takeWord(kind)) {
      this.expect(['field']);
      parts.push(part());
    }
    return parts.length === 1 ? parts[0] : { kind, parts };
  }

  private not(): Expression {
    if (this.depth >= deepest)
      return this.fail(this.token, 'This is nested too deeply. Write a shorter filter.');
    this.depth++;
    const result = this.takeWord('not') ? ({ kind: 'not', part: this.not() } as const) : this.primary();
    this.depth--;
    return result;
  }

  private primary(): Expression {
    const first = this.token;
    if (first.kind === '(') {
      this.at++;
      this.open++;
      this.expect(['field']);
      const inner = this.or();
      if (this.problem) return inner;
      if (this.token.kind !== ')') return this.fail(this.token, 'A `)` is missing here.');
      this.at++;
      this.open--;
      this.expect(['connective']);
      return inner;
    }
    const name = this.name();
    return name ? this.condition(name) : never;
  }

  private name(): Name | undefined {
    const token = this.token;
    if (token.kind === 'name' || (token.kind === 'word' && !keywords.has(token.text.toLowerCase()))) {
      this.at++;
      return { text: token.text, quoted: token.kind === 'name', from: token.from, to: token.to };
    }
    this.fail(
      token,
      token.kind === 'string'
        ? 'A condition begins with a field, as in `source = "web"`. To search in the text of the records write `text ~ "words"`.'
        : 'A condition begins with a field, as in `loss > 3`.',
    );
    return undefined;
  }

  private condition(field: Name): Expression {
    this.expect(['operator', 'connective'], field.text);
    const token = this.token;
    if (token.kind === 'comparison') {
      this.at++;
      this.expect(['value'], field.text);
      const value = this.literal();
      if (!value) return never;
      this.expect(['connective']);
      const at = { from: token.from, to: token.to };
      return { kind: 'compare', field, operator: token.operator, value, at };
    }
    if (this.takeWord('is')) return this.missing(field);
    if (this.takeWord('in')) return this.list(field);
    const before = this.at;
    if (this.takeWord('not')) {
      if (this.takeWord('in')) return { kind: 'not', part: this.list(field) };
      this.at = before;
    }
    if (token.kind === 'string' || token.kind === 'number' || token.kind === 'name')
      return this.fail(
        token,
        'Write `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`, `in` or `is missing` before a value.',
      );
    return { kind: 'holds', field };
  }

  private missing(field: Name): Expression {
    this.expect(['missing'], field.text);
    const negated = this.takeWord('not');
    if (!this.takeWord('missing'))
      return this.fail(this.token, 'After `is` comes `missing` or `not missing`. To compare write `=`.');
    this.expect(['connective']);
    const missing = { kind: 'missing', field } as const;
    return negated ? { kind: 'not', part: missing } : missing;
  }

  private list(field: Name): Expression {
    this.expect(['list'], field.text);
    if (this.token.kind !== '(')
      return this.fail(this.token, 'After `in` comes a list in parentheses, as in `in ("web", "books")`.');
    this.at++;
    this.open++;
    const values: Literal[] = [];
    do {
      this.expect(['value'], field.text);
      const value = this.literal();
      if (!value) return never;
      values.push(value);
      this.expect([]);
    } while (this.take(','));
    if (!this.take(')'))
      return this.fail(this.token, 'Write `,` before another value, or `)` after the last.');
    this.open--;
    this.expect(['connective']);
    return { kind: 'in', field, values };
  }

  private literal(): Literal | undefined {
    const token = this.token;
    const place = { from: token.from, to: token.to };
    const value = literalValue(token);
    if (value === undefined) {
      this.fail(token, 'A value is missing here: a number, a text in quotes, `true` or `false`.');
      return undefined;
    }
    this.at++;
    return { value, ...place };
  }

  private get token(): Token {
    return this.tokens[this.at];
  }

  private take(kind: Token['kind']): boolean {
    if (this.token.kind !== kind) return false;
    this.at++;
    return true;
  }

  private takeWord(keyword: string): boolean {
    const { token } = this;
    if (token.kind !== 'word' || token.text.toLowerCase() !== keyword) return false;
    this.at++;
    return true;
  }

  private expect(kinds: Expected['kinds'], field?: string): void {
    this.expected = kinds;
    this.field = field;
  }

  private fail(token: Token, message: string): Expression {
    const { from, to } = token;
    this.problem ??= { from, to, message: token.kind === 'broken' ? token.message : message };
    return never;
  }
}

/** Plain words stand for themselves: `status = failed`. */
function literalValue(token: Token): Scalar | undefined {
  if (token.kind === 'number') return token.value;
  if (token.kind === 'string') return token.text;
  if (token.kind !== 'word') return undefined;
  const lower = token.text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return keywords.has(lower) ? undefined : token.text;
}
