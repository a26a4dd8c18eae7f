import { createContext } from 'preact';

/** How the page that a chart stands on has it saved as a file: by a name, a format and the file's bytes. */
export const SaveChart = createContext(
  (_name: string, _format: 'png' | 'svg', _bytes: Uint8Array): void => {},
);
