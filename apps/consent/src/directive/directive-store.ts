import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { fenceResidents } from '../storage/fence-residents.js';
import { holdResident } from '../storage/hold-resident.js';
import { momentSql } from '../storage/moment.js';
import { ResidentJoined } from '../storage/resident-joined.js';
import { firstRow, type Transaction } from '../storage/transaction.js';
import { DirectiveRow } from './directive.row.js';

/** A version to be written; the database gives it its time. */
export type NewVersion = Omit<DirectiveRow, 'recordedAt' | 'supersededAt'>;

/** Where a page of what ended goes on: the time to the millisecond, as rows carry it. */
export type Ended = Pick<DirectiveRow, 'id' | 'supersededAt'>;

const ENDED = `date_trunc('milliseconds', said.superseded_at)`;

const INSERT = `
  INSERT INTO consent.directive (id, version, resident_id, status, sources, recipients, categories, purposes, agreement,
      starts_at, expires_at, channel, recorded_by)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
  RETURNING ${momentSql('recorded_at')} AS at`;

/** Directives in their versions. Every write takes the resident's fence lock by trigger, whoever forgets it (design 5). */
@Injectable()
export class DirectiveStore {
  /** The version in force; null when there is none (any more). */
  current(tx: Transaction, id: string): Promise<DirectiveRow | null> {
    return tx.findOneBy(DirectiveRow, { id, supersededAt: IsNull() });
  }

  /** Any version, to tell "replaced" from "never was". */
  latest(tx: Transaction, id: string): Promise<DirectiveRow | null> {
    return tx.findOne(DirectiveRow, { where: { id }, order: { version: 'DESC' } });
  }

  /**
   * All in force, to weigh something new against: until the transaction ends nothing else is weighed, so neither a second
   * window nor a lift at this moment is overlooked. Rejects with `ResidentJoined`.
   */
  async heldOf(tx: Transaction, residentId: string): Promise<DirectiveRow[]> {
    await this.hold(tx, residentId);
    return this.currentOf(tx, residentId);
  }

  protected hold(tx: Transaction, residentId: string): Promise<void> {
    return holdResident(tx, residentId);
  }

  currentOf(tx: Transaction, residentId: string): Promise<DirectiveRow[]> {
    return tx.find(DirectiveRow, { where: { residentId, supersededAt: IsNull() }, order: { id: 'ASC' } });
  }

  /** What they said that counts no more since something newer replaced it or it was taken back, as it was last; newest first. */
  supersededOf(tx: Transaction, residentId: string, after: Ended | null, limit: number): Promise<DirectiveRow[]> {
    const said = tx
      .createQueryBuilder(DirectiveRow, 'said')
      .where('said.residentId = :residentId AND said.supersededAt IS NOT NULL', { residentId })
      .andWhere(
        'NOT EXISTS (SELECT 1 FROM consent.directive later WHERE later.id = said.id AND later.version > said.version)',
      );
    if (after !== null) said.andWhere(`(${ENDED}, said.id) < (:at, :id)`, { at: after.supersededAt, id: after.id });
    return said.orderBy(ENDED, 'DESC').addOrderBy('said.id', 'DESC').limit(limit).getMany();
  }

  /** Takes the residents' fence locks (`fenceResidents`). Rejects with `ResidentJoined` when whom it is `about` is somebody else now. */
  async fence(tx: Transaction, about: string, residents: readonly string[]): Promise<void> {
    if ((await fenceResidents(tx, residents)).includes(about)) throw new ResidentJoined();
  }

  /** Ends versions in force. False when one of them is not in force any more: somebody else was first. */
  async supersede(tx: Transaction, rows: readonly DirectiveRow[]): Promise<boolean> {
    const ended: unknown = await tx.query(
      `UPDATE consent.directive d SET superseded_at = fence.domain_now()
         FROM unnest($1::uuid[], $2::int[]) AS v(id, version)
        WHERE d.id = v.id AND d.version = v.version AND d.superseded_at IS NULL RETURNING d.id`,
      [rows.map((row) => row.id), rows.map((row) => row.version)],
    );
    return (ended as [unknown[], number])[0].length === rows.length;
  }

  /** Writes a version and returns its time, RFC 3339 with microseconds. */
  async insert(tx: Transaction, row: NewVersion): Promise<string> {
    const written = await firstRow<{ at: string }>(tx, INSERT, [
      row.id,
      row.version,
      row.residentId,
      row.status,
      row.sources,
      row.recipients,
      row.categories,
      row.purposes,
      row.agreement,
      row.startsAt,
      row.expiresAt,
      row.channel,
      row.recordedBy,
    ]);
    return written!.at;
  }

  /** When this version was written, to the microsecond. */
  async recordedAt(tx: Transaction, { id, version }: DirectiveRow): Promise<string> {
    const sql = `SELECT ${momentSql('recorded_at')} AS at FROM consent.directive WHERE id = $1 AND version = $2`;
    return (await firstRow<{ at: string }>(tx, sql, [id, version]))!.at;
  }

  async now(tx: Transaction): Promise<Date> {
    return (await firstRow<{ now: Date }>(tx, 'SELECT fence.domain_now() AS now', []))!.now;
  }
}
