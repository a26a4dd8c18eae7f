/** The report's only style; its hash stands in the content policy. */
export const style = `
:root {
  color-scheme: light dark;
  --text: #1f2328; --quiet: #59636e; --line: #d1d9e0; --background: #ffffff;
  --good: #1a65c4; --bad: #9a6700; --mark: #1f2328;
  --font: system-ui, -apple-system, "Segoe UI", sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e6e6; --quiet: #a3abb2; --line: #40464d; --background: #1b1d20; --good: #6cb2ff; --bad: #e2b340; --mark: #e6e6e6; }
}
* { box-sizing: border-box; }
body { max-width: 1080px; margin: 0 auto; padding: 24px 20px 60px; color: var(--text); background: var(--background); font: 14px/1.45 var(--font); font-variant-numeric: tabular-nums; }
h1 { margin: 0; font-size: 1.5em; overflow-wrap: anywhere; }
h2 { margin: 32px 0 8px; font-size: 1.15em; }
h3 { margin: 24px 0 6px; font-size: 1em; }
p { margin: 6px 0; }
.quiet, caption { color: var(--quiet); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 16px; margin: 12px 0 0; }
dt { color: var(--quiet); }
dd { margin: 0; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(130px, 1fr)); gap: 14px 16px; padding: 0; margin: 20px 0 0; list-style: none; }
.tile strong { display: block; font-size: 1.7em; font-weight: 400; line-height: 1.25; }
.tile span { display: block; color: var(--quiet); font-size: 0.92em; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr)); gap: 24px 28px; }
figure { min-width: 0; margin: 0; break-inside: avoid; }
figcaption { font-weight: 600; }
figure svg { display: block; width: 100%; height: auto; margin-top: 6px; }
summary { width: max-content; color: var(--quiet); cursor: pointer; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; }
caption { padding: 0 0 4px; text-align: start; }
th, td { padding: 3px 10px 3px 0; border-bottom: 1px solid var(--line); text-align: end; vertical-align: top; }
thead th { color: var(--quiet); font-weight: 400; white-space: nowrap; }
th:first-child, .worst tr > :nth-child(2), .texts td:last-child, .texts th:last-child { text-align: start; }
tbody th { font-weight: 400; white-space: nowrap; }
.texts td:last-child { width: 100%; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.role { color: var(--quiet); }
.named { padding: 0 3px; border: 1px solid var(--line); border-radius: 2px; font-size: 0.85em; }
.example { padding-top: 4px; }
a { color: var(--good); }
:focus-visible { outline: 2px solid var(--good); outline-offset: 2px; }
@media print {
  :root { color-scheme: light; --text: #000000; --quiet: #444444; --line: #bbbbbb; --background: #ffffff; --good: #1a65c4; --bad: #9a6700; --mark: #000000; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  summary { display: none; }
  h2, h3 { break-after: avoid; }
  tr, .tile { break-inside: avoid; }
}
`;
