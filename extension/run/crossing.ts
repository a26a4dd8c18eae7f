import { UserError } from '../userError.ts';

/** An error as plain data: of an Error only message and stack survive the way between processes, not its class. */
export interface CrossingError {
  readonly message: string;
  readonly stack?: string;
  readonly kind?: UserError['kind'];
}

/** Handlers whose errors keep their kind on the way. */
export function sendingErrors<T extends object>(handlers: T): T {
  const wrapped: Record<string, unknown> = {};
  for (const [name, handler] of Object.entries(handlers)) {
    wrapped[name] = async (...args: unknown[]) => {
      try {
        return await handler(...args);
      } catch (error) {
        throw toCrossing(error);
      }
    };
  }
  return wrapped as T;
}

/** What a call to the other side rejected with, as the error it was. */
export function received(error: unknown): Error {
  if (error instanceof Error) return error;
  const { message, stack, kind } = error as CrossingError;
  const arrived = kind ? new UserError(message, kind) : new Error(message);
  if (stack) arrived.stack = stack;
  return arrived;
}

function toCrossing(error: unknown): CrossingError {
  if (error instanceof UserError) return { message: error.message, kind: error.kind };
  if (error instanceof Error) return { message: error.message, stack: error.stack };
  return { message: String(error) };
}
