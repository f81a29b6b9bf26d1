import { randomUUID } from 'node:crypto';
import { KeyRing, sealContent } from '#libs/sealing';
import { pseudonym, type SmallPlace } from './small-place.js';

/** Somebody more of a small place, whom a source and REACH know, and who is on REACH's caseload. */
export interface Patient {
  readonly id: string;
  readonly atSource: string;
  readonly atReach: string;
}

interface Laid {
  readonly identity?: { readonly familyName: string; readonly birthDate: string };
  /** Of whom an agency has said that they may be somebody else. */
  readonly provisionalFor?: string;
}

export async function layPatient(
  place: SmallPlace,
  source: string,
  { identity = { familyName: 'Demir', birthDate: '1990-01-02' }, provisionalFor }: Laid = {},
): Promise<Patient> {
  const [id, atSource, atReach] = [randomUUID(), pseudonym(), pseudonym()];
  const { dataKey, wrapped } = KeyRing.fromFile(place.config.KEY_FILE).newDataKey({ level: 'resident', id });
  await place.admin.query('INSERT INTO consent.resident (id, sealed_identity, provisional_for) VALUES ($1, $2, $3)', [
    id,
    sealContent(identity, dataKey, `identity/${id}`),
    provisionalFor,
  ]);
  await place.admin.query('INSERT INTO consent.resident_key VALUES ($1, $2)', [id, wrapped]);
  for (const [agency, name] of [
    [source, atSource],
    ['REACH', atReach],
  ]) {
    const link = randomUUID();
    await place.admin.query(
      `INSERT INTO consent.link (id, resident_id, agency, local_id_index, sealed_local_id, pseudonym) VALUES ($1, $2, $3, $4, $5, $6)`,
      [link, id, agency, Buffer.from(link), sealContent('P-1', dataKey, `link/${link}`), name],
    );
  }
  await place.admin.query(
    `INSERT INTO policy.relationship (id, resident_id, agency, kind, purpose, starts_at, recorded_by)
     VALUES ($1, $2, 'REACH', 'caseload', 'COC', '2020-01-01Z', 'spec')`,
    [randomUUID(), id],
  );
  return { id, atSource, atReach };
}
