import { randomUUID } from 'node:crypto';
import { yearsAfter } from '#libs/calendar';
import {
  judgeMatch,
  type JoinedVerdict,
  type KnownIdentity,
  type LikenessKind,
  type MatchVerdict,
  readIdentity,
} from '#libs/domain';
import { UnitOfWork } from '#libs/persistence';
import { type HeldKey, KeyReader, keyUnreadable } from '#libs/trail';
import { Injectable } from '@nestjs/common';
import type { Transaction } from '../storage/transaction.js';
import { type IdentityIndex, IdentityIndexes, type PersonDetails } from './identity-indexes.js';
import { Likenesses, type Resembling } from './likenesses.js';
import { asText, type Bringing, type BroughtIn, randomPseudonym, ResidentStore } from './resident-store.js';

/** Whom an agency brought in, or said that it knows. */
export interface Admitted extends BroughtIn {
  readonly residentId: string;
  /** The agency's provisional person who turned out to be them: to be announced, last of all. */
  readonly joinedFrom: string | undefined;
  /** Of the one who holds what is written about them. */
  readonly dataKey: HeldKey;
}

interface Arriving {
  readonly agency: string;
  readonly details: PersonDetails;
  readonly said: readonly IdentityIndex[];
  readonly by: string;
  readonly shield: string | undefined;
}

/** Whose key is still there. */
type Readable = Resembling & { readonly key: HeldKey };

/** As it stands in a sealed identity. */
/**
 * Somebody arrives with an agency's details. Who is certain is joined and whatever is news of them kept; who is not becomes
 * a person under the agency's own pseudonym, provisional while there is anybody whom they might be. The same statements and
 * the same answer, whichever it is (domain 1.15: not knowing is the default).
 */
@Injectable()
export class BringIn {
  constructor(
    private readonly likenesses: Likenesses,
    private readonly indexes: IdentityIndexes,
    private readonly store: ResidentStore,
    private readonly keys: KeyReader,
    private readonly work: UnitOfWork,
  ) {}

  /**
   * The caller holds the lock of the birth. `shield` is the id of a shield that the sender asks for. Rejects with `key-unreadable`
   * where the agency's own number is somebody's whose key cannot be read: to be sent again later.
   */
  async bringIn(
    tx: Transaction,
    agency: string,
    details: PersonDetails,
    { by, shield }: { by: string; shield?: string | undefined },
  ): Promise<Admitted> {
    const said = this.indexes.of(details);
    const arriving = { agency, details, said, by, shield };
    const found = await this.likenesses.of(tx, agency, details, said);
    const able = found.flatMap((one) => (one.key.state === 'held' ? [{ ...one, key: one.key }] : []));
    const here = [...able, ...found.filter(isUnreadable)];
    // Whom the agency knows by this very number is not made a second time; it learns nothing that it did not say.
    if (here.some((one) => isUnreadable(one) && one.own !== 'no')) throw keyUnreadable();
    const kinds = said.map(({ kind }) => kind);
    const verdict = judge(agency, kinds, here);
    const { bringing, dataKey } =
      verdict.outcome === 'joined'
        ? this.adding(
            arriving,
            able.find(({ residentId }) => residentId === verdict.residentId)!,
            verdict,
            here,
          )
        : this.creating(arriving, verdict, here);
    const { id, from } = bringing;
    await this.work.mark(tx, `resident:${id}`, ...(from === undefined ? [] : [`resident:${from}` as const]));
    return { ...(await this.store.bringIn(tx, bringing)), residentId: id, dataKey, joinedFrom: from };
  }

  private creating(
    { agency, details, said, ...rest }: Arriving,
    { toCheck }: MatchVerdict,
    found: readonly Resembling[],
  ): { bringing: Bringing; dataKey: HeldKey } {
    const id = randomUUID();
    const { key: dataKey, wrapped } = this.keys.newResident(id);
    const identity = identityOf(details);
    const provisional = toCheck.length > 0;
    const number = provisional ? undefined : said.find(({ kind }) => kind === 'nhs-number')?.value.toString('hex');
    const contested = found.some(({ own }) => own !== 'no');
    const bringing = {
      ...this.shared({ agency, details, said, ...rest }, id, dataKey, contested),
      ...{ create: true, toCheck, wrappedKey: wrapped.toString('base64'), nhsNumberIndex: number },
      provisionalFor: provisional ? agency : undefined,
      sealedIdentity: dataKey.seal({ ...identity }, `identity/${id}`).toString('base64'),
    };
    return { bringing, dataKey };
  }

  /** What was not known before is added to the identity itself; what is otherwise stands beside it, with who said so. */
  private adding(
    arriving: Arriving,
    known: Readable,
    { toCheck, from }: JoinedVerdict,
    found: readonly Resembling[],
  ): { bringing: Bringing; dataKey: HeldKey } {
    const { residentId: id, key: dataKey } = known;
    const before = readIdentity(dataKey.open(known.sealedIdentity, `identity/${id}`));
    const others = found.filter((other) => other !== known);
    const free = !others.some(({ hits }) => hits.includes('nhs-number'));
    const after = completed(before, identityOf(arriving.details), free);
    const number = after.nhsNumber === before.nhsNumber || known.provisionalFor !== null ? undefined : after.nhsNumber;
    const index = number && arriving.said.find(({ kind }) => kind === 'nhs-number')?.value.toString('hex');
    const news = JSON.stringify(after) !== JSON.stringify(before);
    const bringing = {
      ...this.shared(
        arriving,
        id,
        dataKey,
        found.some(({ residentId, own }) => residentId === (from ?? id) && own === 'contested'),
      ),
      ...{ create: false, toCheck, from, nhsNumberIndex: index || undefined },
      sealedIdentity: news ? dataKey.seal({ ...after }, `identity/${id}`).toString('base64') : undefined,
    };
    return { bringing, dataKey };
  }

  private shared(
    { agency, details, said, by, shield }: Arriving,
    id: string,
    dataKey: HeldKey,
    contested: boolean,
  ): Omit<Bringing, 'create' | 'toCheck'> {
    const { localId, birthDate } = details;
    const detailId = randomUUID();
    const linkId = randomUUID();
    return {
      ...{ id, agency, by, indexes: asText(said), detailId },
      ...{ sixteen: yearsAfter(birthDate, 16), eighteen: yearsAfter(birthDate, 18) },
      sealedDetail: dataKey.seal({ ...identityOf(details) }, `identity-detail/${detailId}`).toString('base64'),
      link: localId
        ? {
            id: linkId,
            localIdIndex: (contested
              ? this.indexes.contestedId(agency, localId, details)
              : this.indexes.localId(agency, localId)
            ).toString('hex'),
            sealedLocalId: dataKey.seal(localId, `link/${linkId}`).toString('base64'),
            pseudonym: randomPseudonym(),
          }
        : undefined,
      shield: shield === undefined ? undefined : { id: shield, by },
    };
  }
}

/** A certain match to whom nothing can be added is asked about like anybody who may be meant: the answer tells neither. */
function judge(agency: string, kinds: readonly LikenessKind[], here: readonly Resembling[]): MatchVerdict {
  const verdict = judgeMatch(agency, kinds, here);
  const one = here.find(({ residentId }) => verdict.outcome === 'joined' && residentId === verdict.residentId);
  if (one?.key.state !== 'unreadable') return verdict;
  const others = here.filter((other) => other !== one);
  const beside = judge(agency, kinds, others);
  return { ...beside, toCheck: [...beside.toCheck, one.residentId] };
}

const isUnreadable = ({ key }: Resembling): boolean => key.state === 'unreadable';

function identityOf({ familyName, givenName, birthDate, nhsNumber, postcode, uprn }: PersonDetails): KnownIdentity {
  return {
    ...{ familyName, givenName: givenName || null, birthDate },
    ...{ nhsNumber: nhsNumber ?? null, postcode: postcode ?? null, uprn: uprn ?? null },
  };
}

/** What is there stands. The number only where nobody else is found by it. */
function completed(before: KnownIdentity, said: KnownIdentity, numberIsFree: boolean): KnownIdentity {
  return {
    ...before,
    givenName: before.givenName ?? said.givenName,
    nhsNumber: before.nhsNumber ?? (numberIsFree ? said.nhsNumber : null),
    postcode: before.postcode ?? said.postcode,
    uprn: before.uprn ?? said.uprn,
  };
}
