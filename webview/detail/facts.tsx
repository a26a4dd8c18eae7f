/** One named number. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  /** What it means, for whoever points at it. */
  readonly hint?: string;
}

export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value, hint }) => (
        <div key={name} title={hint}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
