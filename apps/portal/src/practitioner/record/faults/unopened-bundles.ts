import type { JsonObject } from '../seen.js';

/** Takes a Bundle, a List or what contains others for one record, and what is in it for fields of that. */
export const asOneRecord = (body: JsonObject): JsonObject => ({ ...body, resourceType: 'Envelope', contained: null });
