/** Sectors of a place's agencies. `board` receives nothing: a safeguarding board is not a reader. */
export const SECTORS = ['social-care', 'health', 'housing', 'voluntary', 'board'] as const;
export type Sector = (typeof SECTORS)[number];

export const isSector = (text: string): text is Sector => (SECTORS as readonly string[]).includes(text);
