import type { Facts, Json } from '#libs/domain';
import type { Principal } from '#libs/http';
import { KeyRing, sealEntry } from '#libs/sealing';
import { Injectable } from '@nestjs/common';
import { ResidentKeys } from '../evaluation/resident-keys.js';
import { HotDatabase } from '../../storage/hot-database.js';
import type { Cast } from './cast.js';
import type { RehearsedCategoryDto, RehearsedRecipientDto } from './rehearsal.dto.js';

export interface Rehearsed {
  readonly cast: Cast;
  readonly recipients: readonly RehearsedRecipientDto[];
  /** Of any flow: they share clock, epochs and bundle. */
  readonly facts: Facts;
}

const APPEND = { name: 'append-rehearsal', text: 'SELECT audit.append_v1($1::jsonb)' };

/** The one entry of a rehearsal. It names no agency in its index: what somebody only thinks of doing is theirs alone. */
@Injectable()
export class RecordRehearsal {
  constructor(
    private readonly database: HotDatabase,
    private readonly ring: KeyRing,
    private readonly keys: ResidentKeys,
  ) {}

  async run(by: Principal, { cast, recipients, facts }: Rehearsed): Promise<string> {
    const residentId = by.residentId!;
    const key = (await this.keys.of([residentId])).get(residentId);
    const { agreement, purpose, categories, reach } = cast;
    const entry = sealEntry({
      kind: 'search',
      bundle: facts.bundle,
      detail: {
        askedBy: by.id,
        ...{ agreement, reach, categories, decidedAt: facts.now, epochs: facts.epochs },
        results: linesOf(recipients),
      } as unknown as Json,
      holder: key ? { level: 'resident', id: residentId } : { level: 'place', id: 'place' },
      holderKey: key ?? this.ring.placeKey('place'),
      index: {
        ...{ action: 'rehearsal', outcome: 'recorded', categories, purpose, agreement },
        ...{ residentId, requesterId: by.id },
      },
    });
    await this.database.pool.query({ ...APPEND, values: [JSON.stringify(entry)] });
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
