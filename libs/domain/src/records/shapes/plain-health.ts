import { date, means, name, number, plain, text, token, word } from '../declare-fields.js';
import type { Shape } from '../field.js';

const route = word(
  'oral',
  'by mouth',
  'inhaled',
  'topical',
  'injection',
  'subcutaneous',
  'rectal',
  'eye',
  'ear',
  'nasal',
);

export const medicines: Shape = plain({
  medication: means('medicine', name),
  medicine: means('medicine', name),
  dose: number,
  doseUnit: { kind: 'unit' },
  timesADay: number,
  route,
  startedOn: date,
  stoppedOn: date,
  state: word('active', 'stopped', 'on hold', 'completed'),
  directions: text,
});

export const allergies: Shape = plain({
  allergy: means('allergy', name),
  allergen: means('allergy', name),
  severity: word('mild', 'moderate', 'severe', 'life-threatening'),
  certainty: word('confirmed', 'likely', 'unconfirmed', 'refuted'),
  reaction: text,
  notedOn: date,
});

/** What somebody has, in a plain body: nearly all of it is the diagnosis itself. */
export const conditions: Shape = plain({
  name: means('diagnosis', name),
  code: means('diagnosis', token),
  since: date,
  until: date,
  state: word('active', 'resolved', 'in remission', 'recurrence'),
});
