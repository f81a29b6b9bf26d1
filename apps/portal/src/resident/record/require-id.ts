import { isUuid } from '../../shell/is-uuid.js';
import { notFound } from '../../shell/refusals.js';

const AGREEMENT = /^[A-Za-z0-9-]{1,40}$/;

/** What is no id is nothing, too: it is never sent on as a part of an address. */
export function requireId(id: string): void {
  if (!isUuid(id)) throw notFound();
}

export function requireAgreementId(id: string): void {
  if (!AGREEMENT.test(id)) throw notFound();
}
