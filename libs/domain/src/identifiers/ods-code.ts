import { DomainError } from '../domain-error.js';

/** Organisation Data Service code: up to 9 letters and digits today, 12 allowed for (domain 1.10). */
export type OdsCode = string & { readonly __brand: 'OdsCode' };

export const ODS_ORGANISATION_SYSTEM = 'https://fhir.nhs.uk/Id/ods-organization-code';
export const ODS_SITE_SYSTEM = 'https://fhir.nhs.uk/Id/ods-site-code';
/** Demonstration codes never stand under the real system. */
export const SYNTHETIC_ODS_SYSTEM = 'https://example.org/synthetic/ods';

export const isOdsCode = (text: string): text is OdsCode => /^[A-Z0-9]{1,12}$/.test(text);

/** @throws DomainError `ods-code-invalid` */
export function parseOdsCode(text: string): OdsCode {
  const code = text.trim().toUpperCase();
  if (!isOdsCode(code)) throw new DomainError('ods-code-invalid', 'an ODS code is 1 to 12 letters and digits');
  return code;
}
