import { KINDS } from './kinds.js';
import { plainStandingOf } from './standing.js';
import { isObject, type Json, type JsonObject, listOf, objectsOf } from './seen.js';

/** Of a Bundle, what says nothing to a person once its entries stand for themselves. */
const ENVELOPE: readonly string[] = [
  ...['resourceType', 'id', 'meta', 'implicitRules', 'language', 'identifier', 'type', 'timestamp', 'total', 'link'],
  ...['signature', 'entry'],
];
/** Contained to say whom or what the resource is about: it stays with it. */
const STAYS: readonly string[] = ['Patient', 'Device'];

/**
 * What of a record is a row of its own: each resource of a FHIR R4 Bundle, and of what another contains, like one that came
 * alone; of a plain list of items, those that are over apart from those that are not. Nothing is left out.
 */
export function resourcesIn(body: Json, today: string): readonly Json[] {
  if (!isObject(body)) return [body];
  if (body['resourceType'] === undefined) return itemsByStanding(body, today);
  const entries = listOf(body['entry']);
  if (body['resourceType'] === 'Bundle' && entries.length > 0) {
    const hasMore = Object.keys(body).some((key) => !ENVELOPE.includes(key));
    const own = entries.filter((one) => !isNamedByAnother(one, entries)).map((one) => resourceOf(one, body, entries));
    return [...(hasMore ? [{ ...body, entry: [] }] : []), ...own.flatMap((one) => resourcesIn(one, today))];
  }
  const contained = listOf(body['contained']);
  const own = contained.filter((one) => isObject(one) && isOwnRow(one));
  if (own.length === 0) return [body];
  const rest = { ...body, contained: contained.filter((one) => !own.includes(one)) };
  return [rest, ...own.flatMap((one) => resourcesIn(one, today))];
}

const isOwnRow = ({ resourceType }: JsonObject): boolean =>
  typeof resourceType === 'string' && resourceType in KINDS && !STAYS.includes(resourceType);

/** An entry's resource; one that has none is said as it is. */
function resourceOf(entry: Json, bundle: JsonObject, entries: readonly Json[]): Json {
  if (!isObject(entry) || entry['resource'] === undefined) return entry;
  const { resource: own } = entry;
  if (!isObject(own)) return own;
  // What changes the meaning of the whole changes that of each (FHIR R4, Extensibility).
  const modifierExtension = own['modifierExtension'] ?? entry['modifierExtension'] ?? bundle['modifierExtension'];
  const resource = modifierExtension === undefined ? own : { ...own, modifierExtension };
  const reference = medicineOf(resource);
  const named = objectsOf(entries).find((one) => isMedicine(one, reference));
  if (reference === undefined || named === undefined) return resource;
  // As if it were contained: a medicine has to have its name.
  const medicine = { ...(named['resource'] as JsonObject), id: reference };
  const medicationReference = { ...(resource['medicationReference'] as JsonObject), reference: `#${reference}` };
  return { ...resource, medicationReference, contained: [...listOf(resource['contained']), medicine] };
}

const isNamedByAnother = (entry: Json, entries: readonly Json[]): boolean =>
  isObject(entry) &&
  objectsOf(entries).some(({ resource }) => isObject(resource) && isMedicine(entry, medicineOf(resource)));

function medicineOf({ medicationReference }: JsonObject): string | undefined {
  const reference = isObject(medicationReference) ? medicationReference['reference'] : undefined;
  return typeof reference === 'string' ? reference : undefined;
}

const isMedicine = ({ fullUrl, resource }: JsonObject, reference: string | undefined): boolean =>
  isObject(resource) &&
  resource['resourceType'] === 'Medication' &&
  reference !== undefined &&
  (fullUrl === reference || (typeof resource['id'] === 'string' && `Medication/${resource['id']}` === reference));

function itemsByStanding(body: JsonObject, today: string): readonly JsonObject[] {
  const items = listOf(body['items']);
  const standing = (item: Json): string =>
    isObject(item) ? plainStandingOf({ items: [item] }, 'EQUIPMENT', today).standing : 'now';
  const standings = [...new Set(items.map(standing))];
  if (standings.length < 2 || !items.every(isObject)) return [body];
  return standings.map((one) => ({ ...body, items: items.filter((item) => standing(item) === one) }));
}
