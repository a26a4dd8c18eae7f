import * as l10n from '@vscode/l10n';
import { UserError } from '../userError.ts';

/** Whether the file system said no; Node's own ERR_ codes are our bugs. */
export function isFileError(error: unknown): error is NodeJS.ErrnoException {
  const { code } = (error ?? {}) as NodeJS.ErrnoException;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code);
}

/** Why the file system said no, in words. */
export function fileCause(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return l10n.t('the disk is full');
  if (code === 'EFBIG') return l10n.t('the file would be larger than is allowed');
  if (code === 'EROFS') return l10n.t('the disk is read-only');
  if (code === 'EACCES' || code === 'EPERM') return l10n.t('it is not allowed');
  if (code === 'ENOENT' || code === 'ENOTDIR') return l10n.t('there is no such folder');
  if (code === 'EISDIR') return l10n.t('it is a folder');
  return message ?? String(error);
}

/** A dataset that cannot be read; anything but a file system's error is given back as it is. */
export function unreadable(path: string, error: unknown): unknown {
  if (!isFileError(error)) return error;
  const words =
    error.code === 'ENOENT'
      ? l10n.t('There is no file {0}. Check the path, or put the file back.', path)
      : l10n.t(
          '{0} cannot be read: {1}. Check the path and its permissions, then try again.',
          path,
          fileCause(error),
        );
  return new UserError(words, 'data', { cause: error });
}

/** A file that cannot be written, as a UserError of kind `storage`; what somebody can mend already is given back as it is. */
export function unwritable(target: string, error: unknown): UserError {
  if (error instanceof UserError) return error;
  const cause = l10n.t('{0} cannot be written: {1}.', target, fileCause(error));
  return new UserError(l10n.t('{0} Choose another place for it, or make room there.', cause), 'storage', {
    cause: error,
  });
}
