import { type ReadAlone, readAlone } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { carryBodies } from '../body/carry-bodies.js';
import { AcceptRecords } from './accept-records.js';
import { RecordUpdateDto } from './record.dto.js';
import type { AcceptResult } from './record-result.dto.js';

type Read = ReadAlone<RecordUpdateDto>;

/**
 * Takes a batch in: each record is read by itself, with the rules of the post of one. What one lacks is its own result, at
 * its place; the others are accepted together, in their order, as if it had not been sent.
 */
@Injectable()
export class AcceptBatch {
  constructor(private readonly updates: AcceptRecords) {}

  async accept(agency: string, texts: readonly string[]): Promise<AcceptResult[]> {
    const read = await Promise.all(texts.map((text): Promise<Read> => readAlone(RecordUpdateDto, carryBodies(text))));
    const good = read.flatMap((one) => ('item' in one ? [one.item] : []));
    const accepted = (await this.updates.accept(agency, good)).values();
    return read.map((one) => ('item' in one ? accepted.next().value! : invalid(one)));
  }
}

/** Names the record by what of its name is sound; its place says which it is in any case. */
function invalid({ errors, sent }: Exclude<Read, { readonly item: unknown }>): AcceptResult {
  const named = typeof sent === 'object' && sent !== null ? (sent as Partial<Record<string, unknown>>) : {};
  const wrong = new Set(errors.map(({ field }) => field));
  const { sourceId, sourceVersion } = named;
  return {
    sourceId: typeof sourceId === 'string' && !wrong.has('sourceId') ? sourceId : null,
    sourceVersion: typeof sourceVersion === 'number' && !wrong.has('sourceVersion') ? sourceVersion : null,
    status: 'invalid-record',
    id: null,
    errors: errors.map((error) => (error.field === '(body)' ? { ...error, field: '(record)' } : error)),
  };
}
