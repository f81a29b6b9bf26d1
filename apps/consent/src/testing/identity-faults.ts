import { foldName } from '#libs/domain';
import type pg from 'pg';
import { IdentityIndexes, type PersonDetails } from '../resident/identity-indexes.js';
import { type Judge, judged } from './weigh-pairs.js';

/** As names were folded before: letters that are no letter and mark kept their difference. */
export class OldSpelling extends IdentityIndexes {
  override of(details: PersonDetails): ReturnType<IdentityIndexes['of']> {
    const old = (name: string): string =>
      name
        .normalize('NFKD')
        .replace(/[^\p{L}]/gu, '')
        .toLowerCase();
    // What the new folding would make equal stands apart by its own letters.
    const kept = (name: string): string =>
      [...old(name)]
        .map((letter) => [...String(letter.codePointAt(0))].map((digit) => 'bcdfghjklm'[Number(digit)]).join(''))
        .join('z');
    const { familyName, givenName } = details;
    return super.of({ ...details, familyName: kept(familyName), ...(givenName ? { givenName: kept(givenName) } : {}) });
  }
}

/** As people were matched before: family name, birth and address were enough. */
export const withoutGivenName: Judge = (indexes, one, other) => {
  const same = foldName(one.familyName) === foldName(other.familyName) && one.birthDate === other.birthDate;
  return same && (one.postcode === other.postcode || one.uprn === other.uprn) ? 'joined' : judged(indexes, one, other);
};

/** Faults in the function that brings people in, by the text that is taken out of it or put in. */
export const BRING_IN_FAULTS = {
  'a contradiction is answered otherwise': [
    'INSERT INTO consent.identity_check',
    `IF jsonb_array_length(p -> 'toCheck') > 0 THEN RAISE EXCEPTION 'identity-check-needed'; END IF;
     INSERT INTO consent.identity_check`,
  ],
  'the flag is lost with an uncertain import': [
    "IF p ? 'shield' THEN",
    "IF p ? 'shield' AND jsonb_array_length(p -> 'toCheck') = 0 THEN",
  ],
  'a number that comes later is not kept': [
    "p -> 'indexes');",
    `CASE WHEN (p ->> 'create')::boolean THEN p -> 'indexes'
       ELSE (SELECT jsonb_agg(i) FROM jsonb_array_elements(p -> 'indexes') AS i WHERE i ->> 'kind' <> 'nhs-number') END);`,
  ],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

export type BringInFault = keyof typeof BRING_IN_FAULTS;

/** Runs something while the database brings people in with a fault, and mends it. */
export async function withFault<T>(admin: pg.Pool, fault: BringInFault, run: () => Promise<T>): Promise<T> {
  const sql = `SELECT pg_get_functiondef('consent.bring_in_v1(jsonb)'::regprocedure) AS text`;
  const { text } = (await admin.query<{ text: string }>(sql)).rows[0]!;
  const [part, instead] = BRING_IN_FAULTS[fault];
  if (!text.includes(part)) throw new Error(`the fault "${fault}" has nothing to spoil any more`);
  await admin.query(text.replace(part, () => instead));
  try {
    return await run();
  } finally {
    await admin.query(text);
  }
}
