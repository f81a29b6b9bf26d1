import { describe, expect, it } from '@jest/globals';
import type { Directive, OwnSharing } from '../record/answers.js';
import type { Line } from '../record/fact.js';
import { answered, D1, D2, directive, sharingOf, TELLING } from '../testing/town.js';
import { presentShared } from './present-shared.js';
import { presentSharing, type SharingModel } from './present-sharing.js';

interface Said {
  readonly directives: Directive[];
  readonly shared: OwnSharing;
}
const present = (said: Said): SharingModel =>
  presentSharing({ ...said, lastLook: null }, TELLING, '2026-11-22T15:00:00.000Z');
const ALL = { recipients: null, categories: null };
const linesOf = (model: SharingModel, id: string): Line[] =>
  model.sections.filter((one) => one.id === id).flatMap(({ lines, folded }) => [...lines, ...folded]);
const names = (model: SharingModel, id: string): string[] => linesOf(model, id).map(({ name }) => name.text);
const texts = (model: SharingModel, id: string): string[] => linesOf(model, id).map((line) => line.texts.join(' '));

describe('what is not shared now', () => {
  it('says that their no closed what it is about, whatever else would close some of it', () => {
    const mixed = (agreement: typeof D1): ReturnType<typeof answered> => {
      const { answers, ...refused } = answered(agreement, 'refused');
      return { ...refused, answers: answers.map((one, at) => (at === 0 ? { ...one, reason: 'not-linked' } : one)) };
    };
    const shared = sharingOf(mixed({ ...D1, categories: ['MEDS', 'FUNCTION'] }), mixed(D2));
    const toAll = directive({ status: 'ConsentRefused', agreement: null, ...ALL });
    const model = present({ directives: [toAll], shared });
    const why = 'Nobody can have it now. You said no';
    expect(texts(model, 'not').slice(1)).toEqual([why, why]);
    expect([names(model, 'not').slice(1), names(model, 'asked')]).toEqual([['Discharge', 'Adaptations'], []]);
    // A no to a part of it is not why all of it is closed.
    const toSome = directive({ status: 'ConsentRefused', agreement: null, ...ALL, categories: ['MEDS'] });
    const some = present({ directives: [toSome], shared });
    expect(texts(some, 'not').slice(1)).toEqual(['Nobody can have it now.']);
    expect(names(some, 'asked')).toEqual(['Adaptations']);
  });

  it('lists what is stopped for now, with what they can say against it until it goes on', () => {
    const stopped = { standing: 'suspended', touches: false };
    const shared = sharingOf(answered(D1, 'agreement-not-live', stopped), answered(D2, 'agreement-not-live', stopped));
    const acts = (directives: Directive[]) =>
      linesOf(present({ directives, shared }), 'not').map(({ texts: said, act }) => [...said, act?.href]);
    const says = 'Nobody can have it now. It is stopped for now.';
    expect(acts([])).toEqual([
      [says, '/resident/agreements/D1/object'],
      [says, '/resident/agreements/D2/no'],
    ]);
    const { rows, act } = presentShared(shared.items[0]!, TELLING);
    expect([rows.at(-1)!.texts, act!.href]).toEqual([['You can object'], '/resident/agreements/D1/object']);
    expect(presentShared(shared.items[1]!, TELLING).act).toEqual({
      text: 'Say no',
      href: '/resident/agreements/D2/no',
    });
    // What they said is listed in its place, and a no to all of it needs no other one.
    expect(acts([directive({ agreement: 'D2', status: 'ConsentRefused', recipients: null })])).toHaveLength(2);
    const toAll = directive({ status: 'ConsentRefused', agreement: null, ...ALL });
    expect(acts([toAll]).slice(1)).toEqual(Array(2).fill(['Nobody can have it now. You said no', undefined]));
  });
});
