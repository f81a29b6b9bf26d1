import type { Principal } from '#libs/http';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { rowsOf } from '#libs/persistence';
import type { Transaction } from '../storage/transaction.js';
import { IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { searchEntry } from './search-entry.js';
import { SearchLimits } from './search-limits.js';

interface Own {
  readonly residentId: string;
  readonly pseudonym: string;
}

/**
 * Each list is what one detail may be written as: one of each list must have been said by the agency itself. Marks that both
 * wrote must be the same ones.
 */
const OWN = `
  SELECT l.resident_id AS "residentId", l.pseudonym FROM consent.link l
   WHERE l.agency = $1 AND l.resident_id IN (
       SELECT k.resident_id FROM consent.identity_index k WHERE k.value = ANY ($2::bytea[]) AND $1 = ANY (k.agencies))
     AND NOT EXISTS (SELECT 1 FROM jsonb_array_elements($3::jsonb) AS one WHERE NOT EXISTS (
       SELECT 1 FROM consent.identity_index s WHERE s.resident_id = l.resident_id AND $1 = ANY (s.agencies)
         AND s.value IN (SELECT decode(v, 'hex') FROM jsonb_array_elements_text(one) AS v)))
     AND NOT EXISTS (SELECT 1 FROM consent.identity_index s WHERE s.resident_id = l.resident_id AND $1 = ANY (s.agencies)
         AND s.kind = ANY ($6) GROUP BY s.kind HAVING NOT bool_or(s.value = ANY ($7::bytea[])))
     AND ($4::bytea IS NULL OR l.local_id_index IN ($4, $5) OR EXISTS (SELECT 1 FROM consent.other_link o
       WHERE o.agency = $1 AND o.resident_id = l.resident_id AND o.local_id_index IN ($4, $5)))
   LIMIT 2`;

/**
 * Exact look-up of a person whom the asker's agency has linked, by what that agency itself said of them. What others said
 * finds nobody: an answer would confirm it, an address above all (domain 1.15). Every look-up is an entry; unknown, several
 * and unseen give the same answer by the same statements. Releases no content; not idempotent (each is an entry of its own).
 */
@Injectable()
export class LookUpResident {
  constructor(
    private readonly limits: SearchLimits,
    private readonly indexes: IdentityIndexes,
    private readonly trail: EntryWriter,
  ) {}

  lookUp(principal: Principal, details: PersonDetails): Promise<{ id: string } | null> {
    return this.limits.guarded(principal, details, 'failed', async (tx) => {
      const fits = await this.own(tx, principal.agency!, details);
      const seen = fits.length === 1 ? fits[0]! : null;
      const entry = searchEntry('lookup', principal, details, seen?.residentId ?? null);
      await this.trail.append(tx, await this.trail.seal(tx, entry));
      if (seen === null) return null;
      return { id: principal.kind === 'officer' ? seen.residentId : seen.pseudonym };
    });
  }

  /** At most two, since one more than one is already too many. One statement, whatever was given and found. */
  private async own(tx: Transaction, agency: string, details: PersonDetails): Promise<readonly Own[]> {
    const said = this.indexes.of(details);
    const of = (...kinds: string[]): string[] =>
      said.filter(({ kind }) => kinds.includes(kind)).map(({ value }) => value.toString('hex'));
    const needed = [of('nhs-number'), of('full'), of('person-postcode', 'person-uprn')].filter((one) => one.length > 0);
    const { localId } = details;
    const own = localId ? this.indexes.localId(agency, localId) : null;
    const contested = localId ? this.indexes.contestedId(agency, localId, details) : null;
    const persons = said.filter(({ kind }) => kind === 'person').map(({ value }) => value);
    const marked = said.filter(({ kind }) => kind === 'marked-family' || kind === 'marked-given');
    const [kinds, values] = [marked.map(({ kind }) => kind), marked.map(({ value }) => value)];
    const asked = [agency, persons, JSON.stringify(needed), own, contested, kinds, values];
    return rowsOf<Own>(await tx.query(OWN, asked));
  }
}
