import { UserError } from '../userError.ts';

export const ExitCode = { done: 0, data: 1, usage: 2, model: 3, interrupted: 130 } as const;

export function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) return exitCodeOfKind(error.kind);
  // A file that cannot be read is the data's; anything else is our bug.
  return (error as NodeJS.ErrnoException)?.code ? ExitCode.data : ExitCode.model;
}

export function exitCodeOfKind(kind: UserError['kind'] | undefined): number {
  if (kind === 'data' || kind === 'storage') return ExitCode.data;
  return kind === 'usage' ? ExitCode.usage : ExitCode.model;
}
