import type * as calendar from '../index.js';

/** What is asked of a calendar: the real one's functions, or those of a wrong one that a check has to find out. */
export type Calendar = Pick<
  typeof calendar,
  'startOfLondonDay' | 'endOfLondonDay' | 'londonDayOf' | 'monthsAfter' | 'lastDayOf' | 'wholeDaysWithin'
>;
