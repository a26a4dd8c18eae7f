import * as l10n from '@vscode/l10n';

// The host writes the messages of a language into the page; there are none for English.
// Imported before everything else, as some words are chosen when their file is loaded.
const messages = document.getElementById('root')?.dataset.messages;
if (messages) l10n.config({ contents: messages });
