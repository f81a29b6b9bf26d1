import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rowsOf } from '#libs/persistence';
import { momentSql } from '../storage/moment.js';
import type { AssessmentView, BestInterestsView } from './capacity.dto.js';

const ASSESSMENTS = `SELECT id, agreement, lacks, assessed_at AS "assessedAt", lapses_at AS "lapsesAt"
  FROM consent.capacity_assessment WHERE resident_id = $1 ORDER BY assessed_at DESC, id LIMIT 200`;
const DECISIONS = `SELECT id, agreement, categories, authority, ${momentSql('starts_at')} AS "startsAt",
  ${momentSql('ends_at')} AS "endsAt"
  FROM consent.best_interests_decision WHERE resident_id = $1 ORDER BY starts_at DESC, id LIMIT 200`;

type Dated<View, Dates extends keyof View> = Omit<View, Dates> & Record<Dates, Date>;

/** What was found and decided about a resident, for the resident alone: staff read it on the release line, as CAPACITY. */
@Injectable()
export class ListCapacity {
  constructor(private readonly source: DataSource) {}

  async assessments(residentId: string): Promise<AssessmentView[]> {
    const rows = rowsOf<Dated<AssessmentView, 'assessedAt' | 'lapsesAt'>>(
      await this.source.manager.query(ASSESSMENTS, [residentId]),
    );
    return rows.map((row) => ({
      ...row,
      assessedAt: row.assessedAt.toISOString(),
      lapsesAt: row.lapsesAt.toISOString(),
    }));
  }

  async decisions(residentId: string): Promise<BestInterestsView[]> {
    return rowsOf<BestInterestsView>(await this.source.manager.query(DECISIONS, [residentId]));
  }
}
