import { word } from '../declare-fields.js';

/* FHIR R4 value sets of `code` elements: a binding that is required, so there are no other words. */

const request = ['draft', 'active', 'on-hold', 'revoked', 'completed', 'entered-in-error', 'unknown'];
const event = ['preparation', 'in-progress', 'not-done', 'on-hold', 'stopped', 'completed', 'entered-in-error'];

export const requestStatus = word(...request);
export const requestIntent = word(
  ...['proposal', 'plan', 'directive', 'order', 'original-order', 'reflex-order', 'filler-order', 'instance-order'],
  'option',
);
export const requestPriority = word('routine', 'urgent', 'asap', 'stat');
export const eventStatus = word(...event, 'unknown');
export const immunizationStatus = word('completed', 'entered-in-error', 'not-done');
export const encounterStatus = word(
  ...['planned', 'arrived', 'triaged', 'in-progress', 'onleave', 'finished', 'cancelled', 'entered-in-error'],
  'unknown',
);
export const observationStatus = word(
  ...['registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown'],
);
export const activityStatus = word(
  ...['not-started', 'scheduled', 'in-progress', 'on-hold', 'completed', 'cancelled', 'stopped', 'unknown'],
  'entered-in-error',
);
export const goalStatus = word(
  ...['proposed', 'planned', 'accepted', 'active', 'on-hold', 'completed', 'cancelled', 'entered-in-error'],
  'rejected',
);
export const deviceStatus = word('active', 'inactive', 'entered-in-error', 'unknown');
export const medicineStatus = word(
  ...['active', 'on-hold', 'cancelled', 'completed', 'entered-in-error', 'stopped', 'draft', 'unknown', 'intended'],
  'not-taken',
);
export const allergyType = word('allergy', 'intolerance');
export const allergyCategory = word('food', 'medication', 'environment', 'biologic');
export const criticality = word('low', 'high', 'unable-to-assess');
export const reactionSeverity = word('mild', 'moderate', 'severe');
export const gender = word('male', 'female', 'other', 'unknown');
export const timeUnit = word('s', 'min', 'h', 'd', 'wk', 'mo', 'a');
export const dayOfWeek = word('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun');
export const eventTiming = word(
  ...['MORN', 'MORN.early', 'MORN.late', 'NOON', 'AFT', 'AFT.early', 'AFT.late', 'EVE', 'EVE.early', 'EVE.late'],
  ...['NIGHT', 'PHS', 'HS', 'WAKE', 'C', 'CM', 'CD', 'CV', 'AC', 'ACM', 'ACD', 'ACV', 'PC', 'PCM', 'PCD', 'PCV'],
);
