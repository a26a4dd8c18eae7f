import type { ThemeName } from './themes.ts';

const all: readonly ThemeName[] = ['dark', 'light', 'high-contrast', 'high-contrast-light'];

/** Themes that pictures are made in: all of them to look at, with PICTURES=1; else one, in which the page must not complain. */
export const pictured: readonly ThemeName[] = process.env.PICTURES === '1' ? all : ['dark'];
