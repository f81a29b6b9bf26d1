import { rowsOf } from '#libs/persistence';
import { DomainError } from '#libs/domain';
import type { EntityManager } from 'typeorm';

const RESIDENT = 'SELECT consent.resident_by_pseudonym_v1($1, $2) AS id';
const WORKER = `SELECT p.id FROM policy.principal p WHERE p.id = $1 AND p.agency = $2 AND p.kind = 'practitioner'`;

/** Whom this agency's pseudonym means; another agency's means nobody, as does one that was made up. */
export async function findResident(tx: EntityManager, agency: string, pseudonym: string): Promise<string> {
  const rows = rowsOf<{ id: string | null }>(await tx.query(RESIDENT, [agency, pseudonym]));
  if (!rows[0]?.id) {
    throw new DomainError('invalid-resident', 'this pseudonym is not one of your agency; link the resident first');
  }
  return rows[0].id;
}

export async function findWorker(tx: EntityManager, agency: string, id: string): Promise<string> {
  const rows = rowsOf<{ id: string }>(await tx.query(WORKER, [id, agency]));
  if (!rows[0]) throw new DomainError('practitioner-unknown', 'practitionerId is not a practitioner of your agency');
  return rows[0].id;
}
