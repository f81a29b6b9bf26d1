import { notFound } from '../../shell/refusals.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const AGREEMENT = /^[A-Za-z0-9-]{1,40}$/;

/** What is no id is nothing, too: it is never sent on as a part of an address. */
export function requireId(id: string): void {
  if (!UUID.test(id)) throw notFound();
}

export function requireAgreementId(id: string): void {
  if (!AGREEMENT.test(id)) throw notFound();
}
