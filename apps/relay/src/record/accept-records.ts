import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { KeyRing } from '#libs/sealing';
import type { HeldKey } from '#libs/trail';
import { isFault, readBody, type ReadBody } from '../body/read-body.js';
import { Dispatcher } from '../dispatch/dispatcher.js';
import type { RecordUpdateDto } from './record.dto.js';
import type { AcceptResult, AcceptStatus } from './record-result.dto.js';
import { type SealedUpdate, StoreUpdates } from './store-updates.js';
import { type Holders, UpdateHolders } from './update-holders.js';

/** Largest body, in bytes of JSON; retention is short and the source stays the master (design 6). */
export const MAX_BODY_BYTES = 64 * 1024;

/** White space beside it may double a body before it is read. */
const MAX_SENT = 2 * MAX_BODY_BYTES;

/**
 * Takes record updates in: sealed with the resident's key at their source, and committed before the answer, in one statement for a
 * batch, or for what came at the same time. Idempotent by source id and version: the same again is a duplicate, another content
 * under the same version a conflict. What cannot be sealed because a key cannot be read is its sender's to keep and send again,
 * and keeps nothing from the others.
 */
@Injectable()
export class AcceptRecords {
  constructor(
    private readonly holders: UpdateHolders,
    private readonly ring: KeyRing,
    private readonly records: StoreUpdates,
    private readonly dispatcher: Dispatcher,
  ) {}

  async accept(agency: string, updates: readonly RecordUpdateDto[]): Promise<AcceptResult[]> {
    if (updates.length === 0) return [];
    const holders = await this.holders.of(
      agency,
      updates.map(({ resident }) => resident),
    );
    const prepared = updates.map((update) => this.prepare(agency, update, holders));
    const sealed = prepared.flatMap((one) => ('status' in one ? [] : [one]));
    if (sealed.length === 0) return prepared as AcceptResult[];
    const stored = (await this.records.store(sealed)).values();
    this.dispatcher.kick();
    return updates.map((update, at) => {
      const one = prepared[at]!;
      if ('status' in one) return one;
      const { id, status } = stored.next().value!;
      const isKnown = status === 'accepted' || status === 'duplicate';
      return { ...refused(update, status), id: isKnown ? id : null };
    });
  }

  /** Sealed, or why it is refused. */
  private prepare(agency: string, update: RecordUpdateDto, holders: Holders): SealedUpdate | AcceptResult {
    const { keys } = holders;
    const residentId = holders.residentOf(update.resident);
    if (residentId === null) return refused(update, 'resident-not-linked');
    const [key, own] = [keys.at(residentId, agency), keys.ofResident(residentId)];
    if (key.state === 'unreadable' || own.state === 'unreadable') return refused(update, 'try-again');
    if (key.state !== 'held' || own.state !== 'held') return refused(update, 'resident-not-linked');
    const body = readOrRefuse(update);
    if ('status' in body) return body;
    const named = { residentId, sourceAgency: agency, keyController: agency };
    return { ...named, ...this.seal(update, key, body) };
  }

  private seal(
    update: RecordUpdateDto,
    key: HeldKey,
    { text, canonical }: ReadBody,
  ): Omit<SealedUpdate, 'residentId' | 'sourceAgency' | 'keyController'> {
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
