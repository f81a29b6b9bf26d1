import type { Place } from '../place/place.js';

const FUNCTION = 'consent.resident_by_pseudonym_v1(text, text)';

/** Seeded fault: a pseudonym means its resident to every agency. Runs `during` with it, then puts the function back. */
export async function withForgetfulSql<T>({ admin }: Place, during: () => Promise<T>): Promise<T> {
  const { rows } = await admin.query<{ source: string }>('SELECT pg_get_functiondef($1::regprocedure) AS source', [
    FUNCTION,
  ]);
  const sound = rows[0]!.source;
  await admin.query(sound.replace('l.agency = p_agency AND ', ''));
  try {
    return await during();
  } finally {
    await admin.query(sound);
  }
}
