import type { Question, ServerUnderTest } from './server-under-test.js';

interface Sent {
  readonly subject?: object;
  readonly action?: object;
  readonly resource?: object;
}

/** A question about the example bundle, with properties where any are sent. */
export const of = (subject: string, action: string, resource: string, sent: Sent = {}): Question => ({
  subject: { type: 'user', id: subject, ...(sent.subject ? { properties: sent.subject } : {}) },
  action: { name: action, ...(sent.action ? { properties: sent.action } : {}) },
  resource: { type: 'record', id: resource, ...(sent.resource ? { properties: sent.resource } : {}) },
});

const named = (type: string, ids: string): { type: string; id: string }[] => ids.split(' ').map((id) => ({ type, id }));

/** `policy:serve` over the example bundle. */
export function decisionPointUnderTest(url: string, token?: string): ServerUnderTest {
  const known = of('alice', 'read', 'record-1');
  return {
    name: 'policy:serve',
    url,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    needsSignIn: token !== undefined,
    permitted: known,
    denied: of('bob', 'write', 'record-1'),
    unknown: [
      ['not-of-the-schema', { ...known, subject: { type: 'spaceship', id: 'x' } }],
      ['not-of-the-schema', { ...known, resource: { type: 'spaceship', id: 'x' } }],
      ['not-of-the-schema', { ...known, action: { name: 'fly' } }],
      ['no-rule-permits', of('nobody-at-all', 'write', 'record-1')],
    ],
    searches: {
      subject: { question: of('alice', 'read', 'record-3'), candidates: named('user', 'alice bob cyd dee eli') },
      resource: {
        question: of('cyd', 'read', 'record-1'),
        candidates: named('record', [1, 2, 3, 4, 5, 6, 7].map((n) => `record-${n}`).join(' ')),
      },
      action: {
        question: of('alice', 'read', 'record-1'),
        candidates: [{ name: 'delete' }, { name: 'read' }, { name: 'write' }],
      },
    },
  };
}
