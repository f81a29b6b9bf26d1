import { BEFORE_EVERY_ID } from '#libs/domain';
import { waitFor } from '#libs/http';
import { UnitOfWork, rowsOf } from '#libs/persistence';
import { Log } from '#libs/telemetry';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type KnownBefore, RereadIdentity } from './reread-identity.js';

/** Few at a time: on a busy machine a transaction that computes for long is cut. */
const BATCH = 50;

/** Who they were joined from is read too: what was sealed for that one stays under their key. */
const NEXT = `SELECT r.id, w.sources, i.said, l.agencies,
    EXISTS (SELECT 1 FROM consent.shield s WHERE s.resident_id = r.id AND s.ends_at IS NULL) AS shielded
  FROM consent.to_index t JOIN consent.resident r ON r.id = t.resident_id
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('holder', h.id, 'place', x.place,
        'wrapped', encode(k.wrapped_key, 'base64'), 'sealed', encode(x.sealed, 'base64'))), '[]') AS sources
      FROM consent.resident h JOIN consent.resident_key k ON k.resident_id = h.id
        CROSS JOIN LATERAL (SELECT 'identity/' || h.id AS place, h.sealed_identity AS sealed UNION ALL
          SELECT 'identity-detail/' || d.id, d.sealed_identity FROM consent.identity_detail d WHERE d.resident_id = h.id) AS x
      WHERE (h.id = r.id OR h.joined_to = r.id) AND k.wrapped_key IS NOT NULL) AS w
    CROSS JOIN LATERAL (SELECT coalesce(jsonb_object_agg(encode(i.value, 'hex'), to_jsonb(i.agencies)), '{}') AS said
      FROM consent.identity_index i WHERE i.resident_id = r.id) AS i
    CROSS JOIN LATERAL (SELECT coalesce(array_agg(DISTINCT l.agency), '{}') AS agencies
      FROM consent.link l WHERE l.resident_id = r.id) AS l
  WHERE r.id > $1 ORDER BY r.id LIMIT ${BATCH} FOR UPDATE OF t SKIP LOCKED`;

/**
 * Residents of before were indexed by other rules: what is sealed of them is read again and indexed anew, before the app
 * takes requests, so that nobody is brought in a second time meanwhile. Several processes share the work; one that dies
 * leaves the rest to the next, and a batch that is cut is taken again. Nothing to do from the second start on.
 */
@Injectable()
export class ReindexResidents implements OnModuleInit {
  constructor(
    private readonly work: UnitOfWork,
    private readonly rereading: RereadIdentity,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    let last: string | undefined = BEFORE_EVERY_ID;
    while (last !== undefined) {
      const after: string = last;
      last = await waitFor('residents to index anew', () => this.batch(after), this.log);
    }
  }

  /** The last that was read; undefined after the last batch. One who cannot be read must not keep the app from starting. */
  private batch(after: string): Promise<string | undefined> {
    return this.work.run(async (tx) => {
      const rows = rowsOf<KnownBefore>(await tx.query(NEXT, [after]));
      for (const row of rows) {
        const indexes = this.anew(row);
        if (indexes === null) continue;
        await tx.query('SELECT consent.reindex_v2($1, $2::jsonb)', [row.id, JSON.stringify(indexes)]);
      }
      return rows.at(-1)?.id;
    });
  }

  private anew(row: KnownBefore): ReturnType<RereadIdentity['reread']> | null {
    try {
      return this.rereading.reread(row);
    } catch (err) {
      this.log.error({ err, residentId: row.id }, 'a sealed identity cannot be read: it is not indexed');
      return null;
    }
  }
}
