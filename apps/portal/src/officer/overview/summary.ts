import type { audit } from '#libs/client';

/** The entries of the officer's scope in one period, counted. */
export type Summary = audit.Summary;

/** Looks and openings of each day together. */
export const looksByDay = ({ days }: Summary) =>
  days.map(({ date, looks, openings }) => ({
    date,
    permitted: looks.permitted + openings.permitted,
    denied: looks.denied + openings.denied,
  }));
