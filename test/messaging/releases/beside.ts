import {
  type ChangeData,
  changeSaid,
  type ChangeType,
  DIRECTIVE_CHANGED,
  DIRECTIVE_CHANGES,
  LINK_CREATED,
  PLACE_RESUMED,
  RELATIONSHIP_CHANGED,
  RELATIONSHIP_CHANGES,
  RESIDENT_JOINED,
  RESUMED_KINDS,
} from '#libs/contracts';
import { workOf } from '../../../apps/relay/src/events/queue-changes.js';
import { readChange } from '../../../apps/relay/src/events/read-change.js';
import type { Release } from './release.js';

const residentId = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';
const other = '3f2504e0-4f89-41d3-9a0c-0305e82c3302';

/** Every change that this release can write: a type that is missing here does not compile. */
const WRITABLE: { readonly [Type in ChangeType]: readonly ChangeData<Type>[] } = {
  [DIRECTIVE_CHANGED]: DIRECTIVE_CHANGES.map((change) => ({ residentId, directiveId: other, change })),
  [LINK_CREATED]: [{ residentId }],
  [RESIDENT_JOINED]: [{ residentId, into: other }],
  [RELATIONSHIP_CHANGED]: RELATIONSHIP_CHANGES.map((change) => ({ residentId, relationshipId: other, change })),
  [PLACE_RESUMED]: RESUMED_KINDS.map((kind) => ({ kind, name: 'D2' })),
};

export interface Said {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** All of them as they stand in a topic. */
export function everythingSaid(say: typeof changeSaid): Said[] {
  const saidOf = <Type extends ChangeType>(type: Type): Said[] =>
    WRITABLE[type].map((data) => ({ type, data: JSON.parse(JSON.stringify(say(type, data))) as Said['data'] }));
  return (Object.keys(WRITABLE) as ChangeType[]).flatMap((type) => saidOf(type));
}

/** This release's writers beside an older reader: everything that it would not do as the event says. */
export function readByOlder(release: Release, said: readonly Said[]): string[] {
  return said.flatMap(({ type, data }) => {
    const { mayOpen, mayEnd } = data;
    const name = [type, data['change'] ?? data['kind']].filter(Boolean).join(' ');
    if (typeof mayOpen !== 'boolean' || typeof mayEnd !== 'boolean')
      return [`${name}: does not say what it may open and end`];
    const does = release.reads({ type, data });
    const should = workOf({ mayOpen, mayEnd });
    if (String(does) === String(should)) return [];
    const made = typeof does === 'string' ? does : `makes [${does.join(', ')}] of it`;
    return [
      `${name}: ${release.version} ${made}; for one release it must go as a kind that it knows, which may do as much`,
    ];
  });
}

/** An older release's writers beside this reader. */
export function readFromOlder(release: Release): string[] {
  return release.written.flatMap(({ type, stream, data, work }) => {
    const { effect, understood, residentId: whose } = readChange({ type, stream, data });
    const same = understood && String(workOf(effect)) === String(work) && whose === (data['residentId'] ?? null);
    return same ? [] : [`${type} ${JSON.stringify(data)}: makes [${workOf(effect).join(', ')}] of it`];
  });
}
