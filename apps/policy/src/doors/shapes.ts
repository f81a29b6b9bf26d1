/** An agency's code, as in topics and agreements. */
export const AGENCY_CODE = /^[A-Z0-9-]{2,20}$/;
export const AGREEMENT_ID = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
export const BUNDLE_HASH = /^[0-9a-f]{64}$/;
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Text without control characters, which PostgreSQL or a terminal would stumble over. */
export const PLAIN_TEXT = /^[^\p{Cc}]*$/u;
