import { type Environment, Interpreter } from '@huggingface/jinja';
import * as l10n from '@vscode/l10n';
import type { Turn } from '../dataset/example.ts';

/** A template goes on and on, or grows without bound. */
export class TemplateWithoutEnd extends Error {
  override name = 'TemplateWithoutEnd';
}

type Statement = Parameters<Interpreter['evaluate']>[0];
type Value = ReturnType<Interpreter['evaluate']>;

/** Of one rendering; templates need some 50 for a turn. */
const mostSteps = 250_000;
const stepsPerTurn = 2000;
/** Elements of a list that a step goes through, as a loop may have nothing in it. */
const elementsPerStep = 8;
/** UTF-16 units of all texts on the way, and more for long ones, which templates pass on some ten times. */
const mostUnits = 2 ** 27;
const unitsPerUnit = 256;
/** What an element of a new list counts for, as it is an object. */
const unitsPerElement = 64;
/** Elements of a list with those of all lists in it, as they would be written out. */
const mostElements = 1_000_000;

/**
 * Runs a template that nobody vouches for. Every expression is a step, and every text and new list that it gives counts by
 * its length, so that one that loops for ever or doubles its text ends with `TemplateWithoutEnd`, at the same step everywhere.
 */
export class BoundedInterpreter extends Interpreter {
  private steps = 0;
  private units = 0;
  private readonly mostSteps: number;
  private readonly mostUnits: number;
  private readonly elements = new WeakMap<Value, number>();

  constructor(environment: Environment, turns: readonly Turn[]) {
    super(environment);
    this.mostSteps = mostSteps + stepsPerTurn * turns.length;
    const given = turns.reduce((sum, { content }) => sum + content.length, 0);
    this.mostUnits = mostUnits + unitsPerUnit * given;
  }

  override evaluate(statement: Statement, environment: Environment): Value {
    this.steps++;
    const result = super.evaluate(statement, environment);
    const value: unknown = result.value;
    if (typeof value === 'string') this.units += value.length;
    else if (typeof value === 'object' && value !== null) this.countElements(result, value);
    if (this.steps > this.mostSteps)
      throw new TemplateWithoutEnd(l10n.t('it has not ended after {0} steps', this.mostSteps));
    if (this.units > this.mostUnits)
      throw new TemplateWithoutEnd(l10n.t('its texts grow beyond {0} characters', this.mostUnits));
    return result;
  }

  private countElements(result: Value, value: object): void {
    if (Array.isArray(value)) {
      this.steps += value.length / elementsPerStep;
      if (!this.elements.has(result)) this.units += unitsPerElement * value.length;
    }
    if (this.elementsOf(result) > mostElements)
      throw new TemplateWithoutEnd(l10n.t('its lists grow beyond {0} elements', mostElements));
  }

  /** Lists may hold one list many times, which is little in memory and without end when it is written out. */
  private elementsOf(of: Value): number {
    const value: unknown = of.value;
    if (!Array.isArray(value) && !(value instanceof Map)) return 1;
    const known = this.elements.get(of);
    if (known !== undefined) return known;
    let count = 1;
    for (const element of value.values()) {
      count += this.elementsOf(element);
      if (count > mostElements) break;
    }
    // A namespace is all that changes.
    if (of.type !== 'NamespaceValue') this.elements.set(of, count);
    return count;
  }
}
