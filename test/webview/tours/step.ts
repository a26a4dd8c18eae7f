import type { Page } from 'playwright-core';

/** A page as it stands, which is called `where`; what is new on it lies in `part`. */
export type Step = readonly [where: string, page: Page, part?: string];
