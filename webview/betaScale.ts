/** Ends of the slider. Any positive beta can be typed. */
export const smallestBeta = 0.001;
export const largestBeta = 5;

/** Two-digit numbers in a decade, 1.0 to 9.9: each is a position of the slider, so that every key moves beta. */
const perDecade = 90;
export const sliderSteps = positionOf(largestBeta);

/** Position 0..sliderSteps of a beta, by its first two digits; what lies beyond the ends sticks to them. */
export function sliderOfBeta(beta: number): number {
  return Math.max(0, Math.min(sliderSteps, positionOf(beta)));
}

/** Beta at a position of the slider, with two digits, as people write it. */
export function betaOfSlider(position: number): number {
  const decade = Math.floor(position / perDecade);
  return Number(`${10 + position - decade * perDecade}e${decade - 4}`);
}

function positionOf(beta: number): number {
  const [digits, power] = beta.toExponential(1).split('e').map(Number);
  return perDecade * (power + 3) + Math.round(10 * digits) - 10;
}

/** Beta that was typed, or undefined when it is not a positive number. A decimal comma is fine. */
export function typedBeta(text: string): number | undefined {
  const beta = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && beta > 0 && Number.isFinite(beta) ? beta : undefined;
}
