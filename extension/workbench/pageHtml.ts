import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** For webview/translation.ts; nothing where English is spoken. */
function messagesOf(bundle: Readonly<Record<string, string>> | undefined): string {
  if (!bundle) return '';
  const text = JSON.stringify(bundle).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return ` data-messages="${text}"`;
}

/** A page without any data of a dataset in it: scripts only by nonce, nothing from the network, no inline style. */
export function pageHtml(
  webview: vscode.Webview,
  bundle: vscode.Uri,
  page: 'results' | 'tokens' | 'rankings' | 'compare',
): string {
  const nonce = randomBytes(16).toString('base64url');
  const uri = (file: string) => webview.asWebviewUri(vscode.Uri.joinPath(bundle, file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${vscode.l10n.bundle ? vscode.env.language : 'en'}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${uri(`${page}.css`)}">
  <title>Plackett ${page}</title>
</head>
<body>
  <div id="root"${messagesOf(vscode.l10n.bundle)}></div>
  <script nonce="${nonce}" src="${uri(`${page}.js`)}"></script>
</body>
</html>`;
}
