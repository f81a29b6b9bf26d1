import type { Directions } from '../dosage.js';
import { isObject, type JsonObject } from '../seen.js';

const FIELDS = ['text', 'additionalInstruction', 'method', 'site', 'asNeededCodeableConcept', 'timing', 'doseAndRate'];

/** Seeded: directions count as wholly said where every field of theirs is one that is read, whatever was said of it. */
export const byFieldsAlone = (dosage: JsonObject, { frequency }: Directions): Pick<Directions, 'hides'> => ({
  hides:
    Object.keys(dosage).some((key) => ![...FIELDS, 'route', 'maxDosePerPeriod'].includes(key)) ||
    (isObject(dosage['timing']) && frequency === undefined),
});

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 6 });
/** Seeded: a number to six places, as pages once had it: a quarter of a millionth is nothing. */
export const sixPlaces = (value: number): string => NUMBER.format(value);
