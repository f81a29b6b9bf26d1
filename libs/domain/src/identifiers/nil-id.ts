/** The Nil UUID (RFC 9562, 5.9). No row has it: who is nobody to a caller is asked about by it, and is answered as one who is not there. */
export const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Where a walk in the order of ids begins. */
export const BEFORE_EVERY_ID = NOBODY;
