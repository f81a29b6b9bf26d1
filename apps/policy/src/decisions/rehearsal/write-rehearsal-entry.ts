import type { Facts } from '#libs/pdp';
import type { Principal } from '#libs/http';
import { EntryWriter } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Cast } from './cast.js';
import type { RehearsedCategoryDto, RehearsedRecipientDto } from './rehearsal.dto.js';

export interface Rehearsed {
  readonly cast: Cast;
  readonly recipients: readonly RehearsedRecipientDto[];
  /** Of any flow: they share clock, epochs and bundle. */
  readonly facts: Facts;
}

/** The one entry of a rehearsal. It names no agency in its index: what somebody only thinks of doing is theirs alone. */
@Injectable()
export class WriteRehearsalEntry {
  constructor(
    private readonly database: HotDatabase,
    private readonly writer: EntryWriter,
  ) {}

  async write(by: Principal, { cast, recipients, facts }: Rehearsed): Promise<string> {
    const residentId = by.residentId!;
    const { agreement, purpose, categories, reach } = cast;
    const entry = await this.writer.seal(this.database.pool, {
      residentId,
      kind: 'search',
      bundle: facts.bundle,
      detail: {
        askedBy: by.id,
        ...{ agreement, reach, categories, decidedAt: facts.now, epochs: facts.epochs },
        results: linesOf(recipients),
      },
      index: {
        ...{ action: 'rehearsal', outcome: 'recorded', categories, purpose, agreement },
        ...{ residentId, requesterId: by.id },
      },
    });
    await this.writer.append(this.database.pool, entry);
    return entry.id;
  }
}

/** Short, since an entry has room for so much: who, what, and whether now, after a yes and after a no. */
const linesOf = (recipients: readonly RehearsedRecipientDto[]): string[] =>
  recipients.flatMap(({ agency, seen }) =>
    seen.flatMap(({ role, categories }) =>
      categories.map((one) => `${agency} ${role ?? 'system'} ${one.category} ${answersOf(one)}`),
    ),
  );

const answersOf = ({ now, ifYes, ifNo }: RehearsedCategoryDto): string =>
  [now, ifYes, ifNo].map((seen) => (seen ? 'y' : 'n')).join('');
