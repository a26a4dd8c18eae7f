import { signal } from '@preact/signals';

/** Colours of the current theme, for canvases, which know no CSS variables. */
export interface ChartTheme {
  readonly text: string;
  readonly quiet: string;
  readonly grid: string;
  readonly background: string;
  readonly good: string;
  readonly bad: string;
  readonly mark: string;
  /** Around what is told by a fill's strength: where contrast is wanted, faint fills have an edge that is not. */
  readonly edge: string;
  readonly font: string;
  readonly fontSize: number;
}

function readTheme(): ChartTheme {
  const style = getComputedStyle(document.body);
  const color = (...names: string[]) => {
    for (const name of names) {
      const value = style.getPropertyValue(`--vscode-${name}`).trim();
      if (value) return value;
    }
    return style.color;
  };
  const wantsContrast =
    document.body.classList.contains('vscode-high-contrast') || matchMedia('(forced-colors: active)').matches;
  return {
    text: color('foreground', 'editor-foreground'),
    quiet: color('descriptionForeground', 'foreground'),
    grid: color('contrastBorder', 'editorWidget-border', 'panel-border'),
    background: color('editor-background'),
    good: color('charts-blue'),
    bad: color('charts-yellow'),
    mark: color('charts-foreground', 'foreground'),
    edge: wantsContrast ? color('charts-blue') : color('editor-background'),
    font: style.fontFamily,
    fontSize: Number.parseFloat(style.fontSize) || 13,
  };
}

export const chartTheme = signal(readTheme());

/** VS Code changes the body's class and the variables on the root element when the theme changes. */
export function followTheme(): void {
  const observer = new MutationObserver(() => {
    chartTheme.value = readTheme();
  });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  chartTheme.value = readTheme();
}
