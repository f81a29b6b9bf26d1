import { randomUUID } from 'node:crypto';
import {
  freshAllowance,
  freshAssessment,
  freshBar,
  freshBestInterests,
  freshOptOut,
  freshShield,
  removeBars,
  removeShields,
} from '../place/circumstances.js';
import type { Place } from '../place/place.js';
import { aboutMargaret } from './about-margaret.js';
import type { Asking } from './question.js';

const DAY = 86_400_000;
const fromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

/** An act on one thing, which is made anew for each asker. */
const on =
  (fresh: (place: Place) => Promise<string>, path: (id: string) => string, body?: () => object): Asking =>
  async (place) => {
    const id = await fresh(place);
    const at = (one: string) => ({ method: 'POST', path: path(one), ...(body && { body: body() }) });
    return { real: at(id), unknown: at(randomUUID()), mark: id, tidy: () => removeShields(place) };
  };

const add =
  (what: string, body: object = {}, before?: (place: Place) => Promise<unknown>): Asking =>
  async (place, as) => {
    await before?.(place);
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'POST', path: `/v1/residents/${name}/${what}`, body },
      tidy: () => removeShields(place),
    }));
  };

const list =
  (what: string, fresh: (place: Place) => Promise<string>): Asking =>
  async (place, as) => {
    const mark = await fresh(place);
    return aboutMargaret(place, as, (name) => ({
      real: { method: 'GET', path: `/v1/residents/${name}/${what}` },
      mark,
      tidy: () => removeShields(place),
    }));
  };

const ALLOWANCE = () => ({ agency: 'HARBOUR', reason: 'repair-visit', until: fromNow(7) });

/** A shield that nobody has asked to lift. */
async function unasked(place: Place): Promise<string> {
  const id = await freshShield(place);
  await place.admin.query('UPDATE consent.shield SET lift_requested_by = NULL, lift_requested_at = NULL');
  return id;
}

const REASON = 'Asked REACH and recorded it again';

export const CIRCUMSTANCES: Readonly<Record<string, Asking>> = {
  'GET /v1/reconciliations': async (place) => {
    const thing = await freshBar(place);
    return { real: { method: 'GET', path: '/v1/reconciliations' }, mark: thing, tidy: () => removeBars(place) };
  },
  'POST /v1/reconciliations': async (place) => {
    const thing = await freshBar(place);
    const ask = (one: string) => ({
      method: 'POST',
      path: '/v1/reconciliations',
      body: { thing: one, reason: REASON },
    });
    return { real: ask(thing), unknown: ask(`resident:${randomUUID()}`), mark: thing, tidy: () => removeBars(place) };
  },
  'POST /v1/residents/{id}/shields': add('shields'),
  'GET /v1/residents/{id}/shields': list('shields', freshShield),
  'POST /v1/shields/{id}/lift': on(
    unasked,
    (id) => `/v1/shields/${id}/lift`,
    () => ({ contactedAt: new Date().toISOString() }),
  ),
  'POST /v1/shields/{id}/confirm-lift': on(freshShield, (id) => `/v1/shields/${id}/confirm-lift`),
  'POST /v1/shields/{id}/allowances': on(freshShield, (id) => `/v1/shields/${id}/allowances`, ALLOWANCE),
  'POST /v1/shield-allowances/{id}/end': on(freshAllowance, (id) => `/v1/shield-allowances/${id}/end`),
  'POST /v1/residents/{id}/opt-outs': add('opt-outs', { channel: 'phone' }),
  'GET /v1/residents/{id}/opt-outs': list('opt-outs', freshOptOut),
  'POST /v1/opt-outs/{id}/end': on(freshOptOut, (id) => `/v1/opt-outs/${id}/end`),
  'POST /v1/residents/{id}/capacity-assessments': add('capacity-assessments', {
    agreement: 'D1',
    lacks: true,
    assessedAt: fromNow(-1),
  }),
  'GET /v1/residents/{id}/capacity-assessments': list('capacity-assessments', freshAssessment),
  'POST /v1/residents/{id}/best-interests': add(
    'best-interests',
    { agreement: 'D1', authority: 'deputy' },
    freshAssessment,
  ),
  'GET /v1/residents/{id}/best-interests': list('best-interests', freshBestInterests),
  'POST /v1/best-interests/{id}/end': on(freshBestInterests, (id) => `/v1/best-interests/${id}/end`),
};
