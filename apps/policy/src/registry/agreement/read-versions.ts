import { DEFAULT_PAGE, pageOf, type PageQuery } from '#libs/contracts';
import { DomainError } from '#libs/domain';
import { cursorOf } from '#libs/http';
import { Injectable } from '@nestjs/common';
import { DataSource, LessThan } from 'typeorm';
import { nameAfter } from '../../doors/name-after.js';
import type {
  AgreementDifferenceDto,
  AgreementVersionDto,
  AgreementVersionPageDto,
  WholeAgreementVersionDto,
} from './agreement-answer.dto.js';
import { AgreementVersionRow } from './agreement-version.row.js';
import { presentTerms } from './present-agreement.js';
import { changedFields, whatWidens } from './what-widens.js';

const VERSION = /^[1-9][0-9]{0,8}$/;
const LARGEST = 2 ** 31 - 1;

/** The history of an agreement. An agreement that is not there has none, and so is answered. */
@Injectable()
export class ReadVersions {
  constructor(private readonly source: DataSource) {}

  async list(agreementId: string, { limit = DEFAULT_PAGE, after }: PageQuery): Promise<AgreementVersionPageDto> {
    const before = nameAfter(after, VERSION);
    const rows = await this.source.manager.find(AgreementVersionRow, {
      where: { agreementId, ...(before === null ? {} : { version: LessThan(Number(before)) }) },
      order: { version: 'DESC' },
      take: limit + 1,
    });
    if (rows.length === 0 && before === null) throw notFound();
    const page = pageOf(rows, limit, (row) => cursorOf(String(row.version)), present);
    return { ...page, items: [...page.items] };
  }

  async one(agreementId: string, version: number): Promise<WholeAgreementVersionDto> {
    const row = await this.find(agreementId, version);
    return { ...present(row), terms: presentTerms(row.terms), signOffs: row.signOffs };
  }

  async difference(agreementId: string, from: number, to: number): Promise<AgreementDifferenceDto> {
    const [before, after] = [await this.find(agreementId, from), await this.find(agreementId, to)];
    const widens = whatWidens(before.terms, after.terms);
    const fields = changedFields(before.terms, after.terms).map((field) => ({
      ...{ field, before: before.terms[field], after: after.terms[field] },
      widens: widens.includes(field),
    }));
    return { from, to, fields };
  }

  private async find(agreementId: string, version: number): Promise<AgreementVersionRow> {
    const known = version > 0 && version <= LARGEST;
    const row = known ? await this.source.manager.findOneBy(AgreementVersionRow, { agreementId, version }) : null;
    if (!row) throw notFound();
    return row;
  }
}

const notFound = (): DomainError => new DomainError('version-not-found', 'there is no such version');

const present = ({ version, state, change, hash, changedAt }: AgreementVersionRow): AgreementVersionDto => ({
  ...{ version, state, change, hash, changedAt: changedAt.toISOString() },
});
