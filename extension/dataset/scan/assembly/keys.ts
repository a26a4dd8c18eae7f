/** What the scanner does with a field of a record, by its key. Read by both compilers: plain numbers only. */

export const plain = 0;
export const promptKey = 1;
export const responsesKey = 2;
export const rankingKey = 3;
export const ranksKey = 4;
export const scoresKey = 5;
export const chosenKey = 6;
export const rejectedKey = 7;
export const idKey = 8;
/** Must be null or an empty list, as a value has to be looked at. */
export const emptyKey = 9;
/** Must be null. */
export const nullKey = 14;
/** Another format may be told by it; a record with `responses` is native all the same. */
export const otherFormatKey = 10;
/** Holds the prompt in another format, where a record has both sides and no `prompt`. */
export const otherPromptKey = 13;
export const roleKey = 11;
export const contentKey = 12;
/** The first of eight: scores beside the two sides, chosen before rejected. */
export const scoreKeys = 16;
export const scorePairs = 4;
