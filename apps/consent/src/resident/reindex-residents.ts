import { readPostcode, readUprn } from '#libs/domain';
import { waitFor } from '#libs/http';
import { UnitOfWork } from '#libs/persistence';
import { rowsOf } from '#libs/messaging';
import { KeyRing, openContent } from '#libs/sealing';
import { Log } from '#libs/telemetry';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type IdentityIndex, IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { asText } from './resident-store.js';

interface Before {
  readonly id: string;
  readonly sealed: Buffer;
  readonly wrapped: Buffer | null;
}

/** Few at a time: on a busy machine a transaction that computes for long is cut. */
const BATCH = 50;
const NEXT = `SELECT r.id, r.sealed_identity AS sealed, k.wrapped_key AS wrapped FROM consent.to_index t
  JOIN consent.resident r ON r.id = t.resident_id LEFT JOIN consent.resident_key k ON k.resident_id = r.id
  WHERE r.id > $1 ORDER BY r.id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED`;

/**
 * Residents of before were indexed by fewer spellings: their sealed identity is read again and indexed anew, before the app
 * takes requests, so that nobody is brought in a second time meanwhile. Several processes share the work; one that dies
 * leaves the rest to the next, and a batch that is cut is taken again. Nothing to do from the second start on.
 */
@Injectable()
export class ReindexResidents implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly indexes: IdentityIndexes,
    private readonly ring: KeyRing,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    let last: string | undefined = '00000000-0000-0000-0000-000000000000';
    while (last !== undefined) {
      const after: string = last;
      last = await waitFor('residents to index anew', () => this.batch(after), this.log);
    }
  }

  /** The last that was read; undefined after the last batch. */
  private batch(after: string): Promise<string | undefined> {
    return this.work.run(async (tx) => {
      const rows = rowsOf<Before>(await tx.query(NEXT, [after]));
      for (const row of rows) {
        const said = this.said(row);
        if (said === null) continue;
        const located = said.filter(({ kind }) => /-(postcode|uprn)$/.test(kind));
        const names = said.filter((index) => !located.includes(index));
        const values = [row.id, JSON.stringify(asText(names)), JSON.stringify(asText(located))];
        await tx.query('SELECT consent.reindex_v1($1, $2::jsonb, $3::jsonb)', values);
      }
      return rows.at(-1)?.id;
    });
  }

  /** Nothing of somebody erased. One whose identity does not open stays to be indexed: it must not keep the app from starting. */
  private said(row: Before): IdentityIndex[] | null {
    if (row.wrapped === null) return [];
    try {
      return this.indexes.of(this.identity(row, row.wrapped));
    } catch (err) {
      this.log.error({ err, resident: row.id }, 'a sealed identity cannot be read: it is not indexed');
      return null;
    }
  }

  private identity({ id, sealed }: Before, wrapped: Buffer): PersonDetails {
    const dataKey = this.ring.unwrapKey(wrapped, { level: 'resident', id });
    const before = openContent(sealed, dataKey, `identity/${id}`) as unknown as PersonDetails;
    const { postcode, uprn } = before;
    return {
      ...before,
      postcode: postcode ? (readPostcode(postcode) ?? postcode) : null,
      uprn: uprn ? (readUprn(uprn) ?? uprn) : null,
    };
  }
}
