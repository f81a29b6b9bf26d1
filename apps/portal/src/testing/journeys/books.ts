import type { JourneyBook } from '../../shell/journey/testing/journey-book.js';
import { CLAIM, STOP } from './one-page-books.js';
import { REFUSE } from './refuse-book.js';
import { SAY_YES } from './say-yes-book.js';
import { TOLD } from './told-book.js';

/** Every journey, or of several that are alike, one. */
export const BOOKS: readonly JourneyBook[] = [SAY_YES, REFUSE, TOLD, CLAIM, STOP];
