export { isInstant } from './is-instant.js';
export {
  LONDON,
  daysAfter,
  daysFrom,
  endOfLondonDay,
  isDay,
  londonDayOf,
  monthsAfter,
  startOfLondonDay,
  yearsAfter,
} from './london-day.js';
export { endOfDayAfter, endWithin, lastDayOf, wholeDaysWithin, type LastDay } from './period.js';
