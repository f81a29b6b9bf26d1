import type { Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { isJourney } from '../../shell/journey/journey-pages.js';
import type { JourneyBook } from '../../shell/journey/testing/journey-book.js';

/** Emergency stops and what takes them back: one class with other texts (`StopJourney`), so the book of one is theirs. */
const ALIKE = [
  'officer/agreements/:id/resume',
  'officer/stops/:kind',
  'officer/stops/:kind/:name',
  'officer/policies/rollback',
];

/** Paths of the journeys among these controllers that no book walks. */
export const journeysWithoutBook = (controllers: readonly Type[], books: readonly JourneyBook[]): string[] =>
  controllers
    .filter(isJourney)
    .map((controller) => Reflect.getMetadata(PATH_METADATA, controller) as string)
    .filter((path) => !ALIKE.includes(path) && !books.some((book) => isAt(path, book.path)));

const isAt = (path: string, address: string): boolean =>
  new RegExp(`^/${path.replace(/:\w+/g, '[^/]+')}$`).test(address);
