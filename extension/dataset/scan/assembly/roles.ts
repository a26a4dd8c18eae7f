/** Speakers that the scanner knows. Read by both compilers: plain numbers only. */

export const user = 1;
export const assistant = 2;
export const system = 3;
