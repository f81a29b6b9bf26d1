import { decide, loadPolicies, type Facts } from '#libs/pdp';
import { CompiledEngine } from '#libs/cedar';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Broker } from '../../api/broker.js';
import { Texts } from '../../words/texts.js';
import type { BundleWithFiles } from '../policies/bundle.js';
import { RuleBooks, type RuleBook } from '../policies/rule-books.js';
import { bundleOf, decisionIn, explainEntry, type SealedDecision } from './explain-entry.js';
import { presentDecision, presentDetail, presentFacts, type EntryRead } from './present-event.js';

const words = { t: new Texts(['en']).in('en'), language: 'en', nameOf: (code: string) => `Agency ${code}` };

/** A reablement lead asks for what no agreement names. */
const REQUEST: SealedDecision['request'] = {
  requesterId: 'pell',
  action: 'read',
  residentId: 'margaret',
  sourceAgency: 'NM-ASC',
  recipientAgency: 'REACH',
  category: 'FINANCE',
  purpose: 'COC',
};

const factsUnder = (bundle: string): Facts => ({
  now: '2026-11-22T10:00:00.000000Z',
  epochs: { incarnation: '1a2b3c4d', place: '1', practitioner: '1', resident: '1' },
  bundle,
  bundleUntil: null,
  bundleSuspended: false,
  requester: {
    ...{ id: 'pell', kind: 'practitioner', agency: 'REACH', agencySector: 'social-care', agencyStatus: 'active' },
    ...{ roles: ['reablement-lead'], status: 'active', trainingExpiresAt: '2027-11-22T00:00:00Z' },
  },
  sourceAgencyStatus: 'active',
  resident: { id: 'margaret', deceasedAt: null, sixteenAt: null, eighteenAt: null },
  ...{ directives: [], restrictions: [], shields: [], optOuts: [], capacity: [], bestInterests: [], agreements: [] },
  ...{ relationships: [], categoryStops: [], overrides: [], recipientProtocols: [] },
});

const ENTRY: EntryRead = {
  id: '7db80a85-af99-4aae-954b-18427a939ec8',
  time: '2026-11-22T10:00:00.000000Z',
  ...{ kind: 'disclosure', action: 'read', outcome: 'deny', rule: 'no-agreement', reason: 'no-agreement' },
  ...{ purpose: 'COC', categories: ['FINANCE'], sourceAgency: 'NM-ASC', requesterAgency: 'REACH' },
  ...{ recipientAgency: 'REACH', requesterKind: 'practitioner', requesterRoles: ['reablement-lead'] },
  ...{ agreement: null, basis: null, resident: null, residentId: null, practitionerId: null, disclosureId: null },
  requesterId: '11111111-1111-1111-1111-111111111111',
  ...{ recordId: null, deliveryId: null, index: null, detail: null, detailState: 'erased' },
};

describe('one event', () => {
  let told: BundleWithFiles;
  let book: RuleBook;
  let sealed: SealedDecision;

  const brokerOf = (bundle: BundleWithFiles) => ({ get: async () => bundle }) as unknown as Broker;

  beforeAll(async () => {
    const bundle = await loadPolicies('policies');
    const line = { title: '', description: '', author: 'x', createdAt: '', state: 'in-force' as const, inForce: true };
    told = { hash: bundle.hash, files: bundle.files, ...line, effectiveAt: null, checkedAt: null, stopped: null };
    book = await new RuleBooks().of(brokerOf(told), told.hash);
    const facts = factsUnder(bundle.hash);
    sealed = { request: REQUEST, facts, decision: decide(REQUEST, facts, new CompiledEngine(bundle)) };
  });

  it('is explained by the rules that decided it: the rule in words, what is missing, and the trace', () => {
    const explained = explainEntry(sealed, book, 'en')!;
    expect(explained).toMatchObject({ same: true });
    const shown = presentDecision(explained, { entry: ENTRY, bundle: bundleOf(sealed) }, words);
    expect(shown).toMatchObject({
      rule: 'no-agreement',
      says: 'No agreement between these agencies covers this purpose.',
    });
    expect(shown.missing.length).toBeGreaterThan(0);
    expect(shown.trace).toContain('forbid no-agreement: satisfied');
    expect(shown.bundle?.href).toBe(`/officer/policies/${told.hash}`);
  });

  it('raises no alarm where another right allowed it, or where it was decided and not given out', () => {
    const own: SealedDecision = { ...sealed, decision: { ...sealed.decision, outcome: 'permit', rule: 'own-record' } };
    for (const [rules, known] of [
      [book, 'the rules'],
      [undefined, 'none'],
    ] as const) {
      const shown = presentDecision(explainEntry(own, rules, 'en'), { entry: ENTRY, bundle: undefined }, words);
      expect([known, shown.again, shown.trace, shown.says]).toEqual([
        ...[known, undefined, undefined],
        expect.stringContaining('No rule of sharing decides this.'),
      ]);
    }
    const held = explainEntry({ ...sealed, refusal: 'not-linked' }, book, 'en');
    expect(presentDecision(held, { entry: ENTRY, bundle: undefined }, words)).toMatchObject({
      says: expect.stringContaining('It was not given out all the same'),
      again: { same: true },
    });
  });

  it('raises no alarm where an earlier release sealed fewer facts', () => {
    const { capacity: _later, ...fewer } = sealed.facts;
    const old = { ...sealed, facts: fewer } as unknown as SealedDecision;
    expect(presentDecision(explainEntry(old, book, 'en'), { entry: ENTRY, bundle: undefined }, words).again).toEqual({
      same: true,
      text: expect.stringContaining('of an earlier release'),
    });
  });

  it('is told to have been decided otherwise than its rules decide', () => {
    const other: SealedDecision = { ...sealed, decision: { ...sealed.decision, outcome: 'permit' } };
    const explained = explainEntry(other, book, 'en')!;
    expect(explained).toMatchObject({ same: false });
    expect(presentDecision(explained, { entry: ENTRY, bundle: undefined }, words).again).toEqual({
      same: false,
      text: expect.stringContaining('answer something else'),
    });
  });

  it('is explained by no rules but those that it names', async () => {
    const { rules } = await new RuleBooks().of(brokerOf({ ...told, hash: 'b'.repeat(64) }), 'b'.repeat(64));
    expect(rules).toBeUndefined();
    expect(explainEntry(sealed, { told, rules }, 'en')).toBeUndefined();
  });

  it('keeps parsed rules under the hash of what was parsed, and asks for the right to read them each time', async () => {
    const books = new RuleBooks();
    const first = await books.of(brokerOf(told), told.hash);
    expect((await books.of(brokerOf(told), told.hash)).rules).toBe(first.rules);
    const refused = { get: async () => Promise.reject(new Error('not for you')) } as unknown as Broker;
    await expect(books.of(refused, told.hash)).rejects.toThrow('not for you');
  });

  it('has no decision where none was sealed with it', () => {
    for (const detail of [null, undefined, 'text', { action: 'list-entries' }, { request: {}, facts: {} }]) {
      expect(decisionIn(detail)).toBeUndefined();
    }
    expect(decisionIn(sealed)).toEqual(sealed);
  });

  it('names agencies and roles, nobody by name, and leads to the other events of the requester', () => {
    const facts = presentFacts(ENTRY, words);
    const asked = facts.find(({ key }) => key === 'Asked by')!.values;
    expect(asked.map(({ text }) => text)).toEqual([
      'Agency REACH',
      'Member of staff',
      'Reablement lead',
      'All events of this requester',
    ]);
    expect(asked.at(-1)!.href).toBe(`/officer/entries?requester=${ENTRY.requesterId}`);
    expect(facts.find(({ key }) => key === 'Place in the log')!.values[0]!.text).toMatch(/^Not written/);
  });

  it('says so where what was sealed cannot be opened any more', () => {
    expect(presentDetail(ENTRY, words)).toEqual({ lost: expect.stringContaining('erased') });
    expect(presentDetail({ ...ENTRY, detailState: 'open', detail: { a: 1 } }, words)).toEqual({
      json: '{\n  "a": 1\n}',
    });
  });
});
