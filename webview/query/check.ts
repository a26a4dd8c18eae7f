import * as l10n from '@vscode/l10n';
import { nearest } from './nearest.ts';
import type { Expression, Literal, Name } from './parser.ts';
import { type Comparison, type Place, type Problem, writtenName, writtenValue } from './tokens.ts';

/** What a filter may ask about. */
export interface Field {
  readonly name: string;
  /** `words`: texts, numbers and booleans of the data; `search`: the record's text, with `~` only. */
  readonly kind: 'number' | 'words' | 'boolean' | 'search';
  /** For whoever chooses among them. */
  readonly hint: string;
  /** All values there can be. */
  readonly choices?: readonly string[];
}

export type Query = Expression<Field>;

export type Checked = { readonly query: Query } | { readonly problem: Problem };

/** Looks up the names of a filter and compares kinds. Never throws. */
export function check(expression: Expression, fields: readonly Field[]): Checked {
  const checker = new Checker(fields);
  const query = checker.expression(expression);
  return query ? { query } : { problem: checker.problem ?? { from: 0, to: 0, message: '' } };
}

/** By exact name, else in any case. */
export function fieldNamed(fields: readonly Field[], name: string): Field | undefined {
  const lower = name.toLowerCase();
  return fields.find((f) => f.name === name) ?? fields.find((f) => f.name.toLowerCase() === lower);
}

class Checker {
  problem: Problem | undefined;

  constructor(private readonly fields: readonly Field[]) {}

  expression(e: Expression): Query | undefined {
    switch (e.kind) {
      case 'and':
      case 'or': {
        const parts: Query[] = [];
        for (const part of e.parts) {
          const checked = this.expression(part);
          if (!checked) return undefined;
          parts.push(checked);
        }
        return { kind: e.kind, parts };
      }
      case 'not': {
        const part = this.expression(e.part);
        return part && { kind: 'not', part };
      }
      case 'compare': {
        const field = this.field(e.field);
        if (!field) return undefined;
        const fits = this.operator(field, e.operator, e.at) && this.value(field, e.operator, e.value);
        return fits ? { ...e, field } : undefined;
      }
      case 'in': {
        const field = this.field(e.field);
        if (!field) return undefined;
        if (field.kind === 'search') return this.fail(e.field, searchOnly);
        return e.values.every((value) => this.value(field, '=', value)) ? { ...e, field } : undefined;
      }
      case 'missing': {
        const field = this.field(e.field);
        if (field?.kind === 'search') return this.fail(e.field, searchOnly);
        return field && { kind: 'missing', field };
      }
      case 'holds': {
        const field = this.field(e.field);
        if (!field) return undefined;
        if (field.kind === 'boolean') return { kind: 'holds', field };
        const name = writtenName(field.name);
        const more = { number: '> 0', words: '= "web"', search: '~ "words"' }[field.kind];
        const example = `${name} ${more}`;
        return this.fail(
          e.field,
          l10n.t('{0} alone says nothing. Compare it, as in `{1}`.', code(field.name), example),
        );
      }
      default:
        return e satisfies never;
    }
  }

  private field(name: Name): Field | undefined {
    const found = fieldNamed(this.fields, name.text);
    if (found) return found;
    const near = nearest(
      name.text,
      this.fields.map((f) => f.name),
    );
    const instead = near
      ? l10n.t('Did you mean {0}?', code(near))
      : l10n.t(
          'Fields are {0}.',
          listed(
            this.fields.map((f) => code(f.name)),
            'and',
          ),
        );
    return this.fail(name, l10n.t('There is no field `{0}`. {1}', name.text, instead));
  }

  private operator(field: Field, operator: Comparison, at: Place): true | undefined {
    const name = writtenName(field.name);
    if (field.kind === 'search') return operator === '~' ? true : this.fail(at, searchOnly);
    if (operator === '~' && field.kind !== 'words')
      return this.fail(
        at,
        l10n.t('`~` looks into texts, and {0} is none. Compare it with `=`.', code(field.name)),
      );
    if (field.kind === 'boolean' && operator !== '=' && operator !== '!=')
      return this.fail(at, l10n.t('{0} is true or false: write `{1}` or `not {1}`.', code(field.name), name));
    return true;
  }

  private value(field: Field, operator: Comparison, { value, from, to }: Literal): true | undefined {
    const name = writtenName(field.name);
    const place = { from, to };
    if (field.kind === 'number' && typeof value !== 'number')
      return this.fail(
        place,
        l10n.t('{0} is a number. Compare it with one, as in `{1} > 3`.', code(field.name), name),
      );
    if (field.kind === 'boolean' && typeof value !== 'boolean')
      return this.fail(
        place,
        l10n.t('{0} is true or false: write `{1}` or `not {1}`.', code(field.name), name),
      );
    if (field.kind === 'search' && (typeof value !== 'string' || value === ''))
      return this.fail(place, l10n.t('Write the text to look for in quotes, as in `text ~ "words"`.'));
    const { choices } = field;
    if (!choices || operator === '~' || choices.some((choice) => choice === value)) return true;
    const near = nearest(String(value), choices);
    return this.fail(
      place,
      near
        ? l10n.t('There is no {0} {1}. Did you mean `{2}`?', name, writtenValue(value), near)
        : l10n.t(
            'There is no {0} {1}. Write {2}.',
            name,
            writtenValue(value),
            listed(choices.map(code), 'or'),
          ),
    );
  }

  private fail({ from, to }: Place, message: string): undefined {
    this.problem ??= { from, to, message };
    return undefined;
  }
}

const searchOnly = l10n.t(
  '`text` stands for the text of the record, which can only be searched: `text ~ "words"`.',
);

/** A name as code in a message. */
const code = (name: string) => (writtenName(name) === name ? `\`${name}\`` : writtenName(name));

/** `a, b and c`; of many only the first. */
function listed(names: readonly string[], last: 'and' | 'or'): string {
  const shown = names.slice(0, 12);
  if (names.length > shown.length) return l10n.t('{0} and others', shown.join(', '));
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} ${last} ${shown[shown.length - 1]}`;
}
