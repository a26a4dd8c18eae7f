/** An error that a person can mend: the message names the cause and ends with the next step. Anything else that is thrown is our bug. */
export class UserError extends Error {
  override name = 'UserError';
  /** `model` and `provider` failures end the CLI with 3, `usage` with 2, `data` with 1. */
  constructor(
    message: string,
    readonly kind: 'data' | 'usage' | 'model' | 'provider' | 'storage' = 'model',
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
