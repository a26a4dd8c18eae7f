/** Colours of a page as they are computed, 0 to 255 and an alpha of 0 to 1. Runs in the page. */
export type Color = [red: number, green: number, blue: number, alpha: number];

export function colorOf(text: string): Color {
  const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+(?:e-\d+)?/g) ?? []).map(Number);
  return text.startsWith('color(') ? [255 * r, 255 * g, 255 * b, a] : [r, g, b, a];
}

export const over = ([r, g, b, a]: Color, [x, y, z]: Color): Color => [
  a * r + (1 - a) * x,
  a * g + (1 - a) * y,
  a * b + (1 - a) * z,
  1,
];

/** The ground that an element's ancestors and itself make. */
export function behind(element: Element | null): Color {
  if (!element) return [255, 255, 255, 1];
  const color = colorOf(getComputedStyle(element).backgroundColor);
  return color[3] === 1 ? color : over(color, behind(element.parentElement));
}

const luminance = (color: Color) =>
  color
    .slice(0, 3)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, i) => sum + [0.2126, 0.7152, 0.0722][i] * value, 0);

/** WCAG 2.2, contrast ratio. */
export function contrast(one: Color, other: Color): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}
