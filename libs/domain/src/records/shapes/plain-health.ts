import { date, means, number, plain, text, unit, word } from '../declare-fields.js';
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

export const medicines: Shape = plain(
  {
    medication: means('medicine', text),
    medicine: means('medicine', text),
    dose: number,
    doseUnit: unit,
    timesADay: number,
    route,
    startedOn: date,
    stoppedOn: date,
    state: word('active', 'stopped', 'on hold', 'completed'),
    directions: text,
  },
  'medication',
  'medicine',
);

export const allergies: Shape = plain(
  {
    allergy: means('allergy', text),
    allergen: means('allergy', text),
    severity: word('mild', 'moderate', 'severe', 'life-threatening'),
    certainty: word('confirmed', 'likely', 'unconfirmed', 'refuted'),
    reaction: text,
    notedOn: date,
  },
  'allergy',
  'allergen',
);

/** What somebody has, in a plain body: nearly all of it is the diagnosis itself. */
export const conditions: Shape = plain(
  {
    name: means('diagnosis', text),
    code: means('diagnosis', text),
    since: date,
    until: date,
    state: word('active', 'resolved', 'in remission', 'recurrence'),
  },
  'name',
  'code',
);
