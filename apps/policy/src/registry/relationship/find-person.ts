import { rowsOf } from '#libs/persistence';
import { DomainError } from '#libs/domain';
import { whoAre } from '#libs/trail';
import type { EntityManager } from 'typeorm';

const WORKER = `SELECT p.id FROM policy.principal p WHERE p.id = $1 AND p.agency = $2 AND p.kind = 'practitioner'`;

/** Whom this agency's pseudonym means; another agency's means nobody, as does one that was made up. */
export async function findResident(tx: EntityManager, agency: string, pseudonym: string): Promise<string> {
  const meaning = (await whoAre(tx, agency, [pseudonym]))(pseudonym);
  if (meaning.kind !== 'resident') {
    throw new DomainError('invalid-resident', 'this pseudonym is not one of your agency; link the resident first');
  }
  return meaning.id;
}

export async function findWorker(tx: EntityManager, agency: string, id: string): Promise<string> {
  const rows = rowsOf<{ id: string }>(await tx.query(WORKER, [id, agency]));
  if (!rows[0]) throw new DomainError('practitioner-unknown', 'practitionerId is not a practitioner of your agency');
  return rows[0].id;
}
