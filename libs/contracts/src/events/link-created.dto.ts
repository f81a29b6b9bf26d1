import { ChangeOfResident } from './change.dto.js';

export const LINK_CREATED = 'link.created.v1';

/**
 * An agency now knows a resident: records waiting for "recipient has not linked this person" may be offered. Neither the
 * agency nor its pseudonym is named: whoever reads a broker's topics would have everybody's names in one place. Published by
 * consent in the linking transaction; at least once, in order per resident. Those of before name both, and are read alike.
 */
export class LinkCreated extends ChangeOfResident {}
