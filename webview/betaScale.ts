/** Ends of the slider. Any positive beta can be typed. */
export const smallestBeta = 0.001;
export const largestBeta = 5;
export const sliderSteps = 400;

const span = Math.log(largestBeta / smallestBeta);

/** Position 0..sliderSteps of a beta on the logarithmic slider; what lies beyond its ends sticks to them. */
export function sliderOfBeta(beta: number): number {
  const share = Math.log(beta / smallestBeta) / span;
  return Math.round(Math.max(0, Math.min(1, share)) * sliderSteps);
}

/** Beta at a position of the slider, with two digits, as people write it. */
export function betaOfSlider(position: number): number {
  return Number((smallestBeta * Math.exp((position / sliderSteps) * span)).toPrecision(2));
}

/** Beta that was typed, or undefined when it is not a positive number. A decimal comma is fine. */
export function typedBeta(text: string): number | undefined {
  const beta = Number(text.trim().replace(',', '.'));
  return text.trim() !== '' && beta > 0 && Number.isFinite(beta) ? beta : undefined;
}
