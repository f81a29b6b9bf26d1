import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { written } from '#libs/persistence';
import { KeyRing } from '#libs/sealing';
import { type HeldKey, KeyReader, whoAre } from '#libs/trail';
import { isFault, readBody, type ReadBody } from '../body/read-body.js';
import { Dispatcher } from '../dispatch/dispatcher.js';
import { HotDatabase } from '../keys/hot-database.js';
import type { RecordUpdateDto } from './record.dto.js';
import type { AcceptResult, AcceptStatus } from './record-result.dto.js';

/** Largest body, in bytes of JSON; retention is short and the source stays the master (design 6). */
export const MAX_BODY_BYTES = 64 * 1024;

/** White space beside it may double a body before it is read. */
const MAX_SENT = 2 * MAX_BODY_BYTES;

const ACCEPT = { name: 'accept-records', text: 'SELECT relay.accept_v2($1::jsonb) AS results' };

/**
 * Takes record updates in: sealed with the resident's key at their source, and committed before the answer, in one statement for a batch.
 * Idempotent by source id and version: the same again is a duplicate, another content under the same version a conflict. What cannot
 * be sealed because a key cannot be read is its sender's to keep and send again, and keeps nothing from the others.
 */
@Injectable()
export class AcceptRecords {
  constructor(
    private readonly database: HotDatabase,
    private readonly keys: KeyReader,
    private readonly ring: KeyRing,
    private readonly dispatcher: Dispatcher,
  ) {}

  async accept(agency: string, updates: readonly RecordUpdateDto[]): Promise<AcceptResult[]> {
    if (updates.length === 0) return [];
    const meant = await whoAre(
      this.database.pool,
      agency,
      updates.map((update) => update.resident),
    );
    const residents = updates.map(({ resident }) => meant(resident));
    const keys = await this.keys.ofHoldings(
      this.database.pool,
      residents.flatMap((one) => (one.kind === 'resident' ? [{ residentId: one.id, controller: agency }] : [])),
    );
    const results: AcceptResult[] = updates.map((update) => refused(update, 'resident-not-linked'));
    const items = updates.flatMap((update, ordinal) => {
      const resident = residents[ordinal]!;
      if (resident.kind !== 'resident') return [];
      const key = keys.at(resident.id, agency);
      const own = keys.ofResident(resident.id);
      if (key.state === 'unreadable' || own.state === 'unreadable') {
        results[ordinal] = refused(update, 'try-again');
        return [];
      }
      if (key.state !== 'held' || own.state !== 'held') return [];
      const body = readOrRefuse(update);
      if ('status' in body) {
        results[ordinal] = body;
        return [];
      }
      return [
        {
          ordinal,
          residentId: resident.id,
          sourceAgency: agency,
          keyController: agency,
          ...this.seal(update, key, body),
        },
      ];
    });
    if (items.length === 0) return results;
    const accepting = this.database.pool.query<{ results: { ordinal: number; id: string; status: AcceptStatus }[] }>({
      ...ACCEPT,
      values: [JSON.stringify(items)],
    });
    const { rows } = await written(accepting);
    for (const { ordinal, id, status } of rows[0]!.results) {
      const known = status === 'accepted' || status === 'duplicate';
      results[ordinal] = { ...refused(updates[ordinal]!, status), id: known ? id : null };
    }
    this.dispatcher.kick();
    return results;
  }

  private seal(update: RecordUpdateDto, key: HeldKey, { text, canonical }: ReadBody): object {
    const id = randomUUID();
    return {
      id,
      sourceId: update.sourceId,
      sourceVersion: update.sourceVersion,
      category: update.category,
      sealedBody: key.sealText(text, `record/${id}`).toString('base64'),
      // Keyed: a plain hash of a short body could be guessed.
      bodyHash: this.ring.blindIndex('record-body', canonical).toString('hex'),
    };
  }
}

/** A fault of one body refuses that one: the others of its batch are taken. */
function readOrRefuse(update: RecordUpdateDto): ReadBody | AcceptResult {
  if (update.body.length > MAX_SENT) return refused(update, 'too-large');
  const read = readBody(update.body);
  if (isFault(read)) return { ...refused(update, 'invalid-body'), fault: read };
  return Buffer.byteLength(read.text) > MAX_BODY_BYTES ? refused(update, 'too-large') : read;
}

function refused(update: RecordUpdateDto, status: AcceptStatus): AcceptResult {
  return { sourceId: update.sourceId, sourceVersion: update.sourceVersion, status, id: null };
}
