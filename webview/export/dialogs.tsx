import { dialog } from '../page.ts';
import { ExportDialog } from './exportDialog.tsx';
import { PairsDialog } from './pairsDialog.tsx';

/** The dialog that is open, if any. */
export function Dialogs() {
  if (dialog.value === 'export') return <ExportDialog />;
  if (dialog.value === 'pairs') return <PairsDialog />;
  return null;
}
