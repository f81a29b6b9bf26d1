import type { Place } from '../routes/place/place.js';

/** A mistake that the spec must see, and how it is taken back. */
interface Fault {
  readonly plant: string;
  readonly takeBack: string;
}

/** Gathering and disclosing that ask nobody whether the database is what it was. */
export const UNASKED: Fault = {
  plant:
    'ALTER FUNCTION fence.holds() RENAME TO held; CREATE FUNCTION fence.holds() RETURNS boolean LANGUAGE sql AS $$ SELECT true $$; GRANT EXECUTE ON FUNCTION fence.holds() TO fence_owner',
  takeBack: 'DROP FUNCTION fence.holds(); ALTER FUNCTION fence.held() RENAME TO holds',
};

/** A recovery that replays no marks. */
export const NO_BARS: Fault = {
  plant:
    'ALTER FUNCTION fence.stands(fence.bar) RENAME TO stood; CREATE FUNCTION fence.stands(p_bar fence.bar) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$; GRANT EXECUTE ON FUNCTION fence.stands(fence.bar) TO fence_owner',
  takeBack: 'DROP FUNCTION fence.stands(fence.bar); ALTER FUNCTION fence.stood(fence.bar) RENAME TO stands',
};

export async function planted<T>({ admin }: Place, { plant, takeBack }: Fault, look: () => Promise<T>): Promise<T> {
  // A function that is rewritten by hand moves no epoch: what was kept of its answers would go on to count.
  await admin.query(`${plant}; SELECT fence.bump_place()`);
  try {
    return await look();
  } finally {
    await admin.query(takeBack);
    await admin.query('SELECT fence.bump_place()');
  }
}
