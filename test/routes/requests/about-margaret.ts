import { randomUUID } from 'node:crypto';
import type { Person } from '../place/people.js';
import type { Place } from '../place/place.js';
import { madeUpPseudonym, nameOfMargaret, type Question } from './question.js';

/** The same question about Margaret and about nobody, under the caller's own kind of id. */
export function aboutMargaret(place: Place, as: Person, ask: (name: string) => Omit<Question, 'unknown'>): Question {
  const name = nameOfMargaret(place, as);
  if (name === 'me') return ask(name);
  return { ...ask(name), unknown: ask(name === place.residentId ? randomUUID() : madeUpPseudonym()).real };
}
