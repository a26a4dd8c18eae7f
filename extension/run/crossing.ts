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

const buffers = new WeakMap<object, ArrayBuffer[]>();

/** An answer whose typed arrays, wherever in it, go to the other thread without a copy: nobody here has them afterwards. */
export function handedOver<T extends object>(answer: T): T {
  const found = new Set<ArrayBuffer>();
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) found.add(value.buffer as ArrayBuffer);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit);
  };
  visit(answer);
  buffers.set(answer, [...found]);
  return answer;
}

/** What of a message to another thread is handed over. */
export function transfersOf(message: { readonly r?: unknown } | unknown): ArrayBuffer[] {
  const answer = (message as { r?: unknown }).r;
  return typeof answer === 'object' && answer !== null ? (buffers.get(answer) ?? []) : [];
}
