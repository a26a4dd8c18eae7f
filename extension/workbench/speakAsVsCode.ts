import * as vscode from 'vscode';
import { speak } from '../translation.ts';

// Imported before everything else, as some words are chosen when their file is loaded.
speak(vscode.l10n.bundle);
