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
  plant: `UPDATE fence.bar SET thing = 'agreement:' || thing`,
  takeBack: `UPDATE fence.bar SET thing = replace(thing, 'agreement:', '')`,
};

export async function planted<T>({ admin }: Place, { plant, takeBack }: Fault, look: () => Promise<T>): Promise<T> {
  await admin.query(plant);
  try {
    return await look();
  } finally {
    await admin.query(takeBack);
  }
}
