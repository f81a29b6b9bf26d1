import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { FileMarkStore } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import pg from 'pg';
import { SwapDatabase } from '../../scripts/drill/swap-database.js';
import { type Recovered, recoverDatabase, type Recovery } from '../../scripts/recover/recover-database.js';
import { eventually } from '../routes/place/eventually.js';
import type { Place } from '../routes/place/place.js';

const EDNA = { familyName: 'Moss', givenName: 'Edna', birthDate: '1938-11-09', postcode: 'NM1 4EF' };

/** Somebody of whom nothing changes after the backup. Her pseudonym at REACH. */
export async function bringEdna({ admin, send }: Place): Promise<string> {
  const call = async (app: 'consent' | 'relay', as: string, path: string, body: unknown): Promise<never> =>
    JSON.parse((await send(app, as, { method: 'POST', path, body })).text) as never;
  const brought = { ...EDNA, localId: 'A-9' };
  const { id } = await call('consent', 'nm-acute', '/v1/residents', brought);
  const linked = await call('consent', 'reach', '/v1/residents/link', { ...EDNA, localId: 'R-9' });
  await admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
     SELECT $1, l.resident_id, 'REACH', 'referral', 'COC', '2020-01-01Z', 'spec' FROM consent.link l WHERE l.pseudonym = $2`,
    [randomUUID(), id],
  );
  for (const category of ['MEDS', 'FUNCTION']) {
    const update = { resident: id, sourceId: randomUUID(), sourceVersion: 1, category, body: { text: 'for Edna' } };
    await call('relay', 'nm-acute', '/v1/records', update);
  }
  return (linked as { resident: { id: string } }).resident.id;
}

/** What Pell is told of one category: `permit`, or why not; null where the relay answers nothing now. */
export async function look({ send }: Place, pseudonym: string, category: string): Promise<string | null> {
  const path = `/v1/residents/${pseudonym}/records?purpose=COC&category=${category}`;
  const { status, text } = await send('relay', 'pell', { method: 'GET', path });
  if (status !== 200) return null;
  const { decisions } = JSON.parse(text) as { decisions: { outcome: string; reason: string }[] };
  return decisions[0]!.outcome === 'permit' ? 'permit' : decisions[0]!.reason;
}

/** REACH opens Margaret's delivery again. */
export async function open({ send, deliveryId }: Place): Promise<string | null> {
  const { status, text } = await send('relay', 'reach', {
    method: 'POST',
    path: '/v1/deliveries/open',
    body: { deliveries: [deliveryId] },
  });
  if (status !== 200) return null;
  const { openings } = JSON.parse(text) as { openings: { outcome: string; reason?: string }[] };
  return openings[0]!.outcome === 'permit' ? 'permit' : openings[0]!.reason!;
}

/** How many disclosures the database has that released something. */
export async function released({ admin }: Place): Promise<number> {
  const { rows } = await admin.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM relay.disclosure WHERE outcome = 'permit'`,
  );
  return rows[0]!.n;
}

export async function checkpointSize({ send }: Place): Promise<number> {
  const { text } = await send('audit', 'nobody', { method: 'GET', path: '/log/checkpoint' });
  return Number(text.split('\n')[1]);
}

/** Until whoever reads the log sees everything that is staged now. */
export const logged = (place: Place): Promise<true> =>
  eventually('the log is signed', async () => {
    const { rows } = await place.admin.query<{ n: number }>(`SELECT ((SELECT count(*) FROM audit.staging)
       + (SELECT count(*) FROM audit.checkpoint WHERE published_at IS NULL))::int AS n`);
    return rows[0]!.n === 0 || undefined;
  });

const SPEC: Recovery = { by: 'spec', and: null, storeLost: false };

export async function recover({ adminUrl, keyFile }: Place, how: Partial<Recovery> = {}): Promise<Recovered> {
  const admin = new pg.Client({ connectionString: adminUrl });
  const store = new FileMarkStore(join(dirname(keyFile), 'marks'));
  const ring = KeyRing.fromJson(readFileSync(keyFile, 'utf8'));
  await admin.connect();
  try {
    return await recoverDatabase(admin, store, ring, { ...SPEC, ...how });
  } finally {
    await Promise.all([admin.end(), store.close()]);
  }
}

/** The disk with the restart-proof store is gone, and an empty one stands in its place. */
export function loseStore({ keyFile }: Place): void {
  rmSync(join(dirname(keyFile), 'marks'), { recursive: true });
}

export const swapOf = ({ adminUrl }: Place): SwapDatabase => new SwapDatabase(adminUrl);
