import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AccessToken,
  Connector,
  FeedSource,
  MemorySequenceStore,
  RelayApi,
  type OpenedDelivery,
} from '#libs/connector';
import { eventually, RelayCaller } from '../../apps/relay/src/testing/relay-caller.js';
import { startSmallPlace, type SmallPlace } from '../../apps/relay/src/testing/small-place.js';
import { RecordingHandler } from './recording-handler.js';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Complete<T> = T extends readonly unknown[] ? T : T extends object ? { [K in keyof T]-?: Complete<T[K]> } : T;

/** Every field that the type names: the compiler finds one that is missing here, the test one that the wire has and this has not. */
const DECLARED: Complete<OpenedDelivery> = {
  person: { localId: '', familyName: '', givenName: '', birthDate: '', nhsNumber: '' },
  record: {
    ...{ id: '', source: '', version: 1, category: '', receivedAt: '' },
    ...{ redacted: [], masked: [], body: {}, bodyText: '' },
  },
  ...{ purpose: '', basis: '', agreement: '', noOnwardSharing: true, accuracyDisputed: false },
  ...{ deliveryId: '', resident: '', seq: 1, entryId: '' },
};

/** `record.masked: object`, … without what the sender wrote. */
function shape(value: object, path = ''): string[] {
  return Object.entries(value)
    .flatMap(([name, inner]: [string, unknown]) =>
      typeof inner === 'object' && inner !== null && !Array.isArray(inner) && name !== 'body'
        ? shape(inner, `${path}${name}.`)
        : [`${path}${name}: ${Array.isArray(inner) ? 'list' : typeof inner}`],
    )
    .toSorted();
}

let place: SmallPlace;
let connector: Connector;
const handler = new RecordingHandler();
beforeAll(async () => {
  place = await startSmallPlace();
  const token = new (class extends AccessToken {
    bearer = (): Promise<string> => Promise.resolve(place.token('reach'));
    forget = (): void => undefined;
  })();
  const [api, store] = [new RelayApi(place.relay.url, token), new MemorySequenceStore()];
  const source = new FeedSource({ api, store, log, pollMs: 20 });
  connector = new Connector({ source, api, store, handler, log });
  connector.start();
});
afterAll(async () => {
  await connector.stop();
  await place.stop();
});

describe('what a connector hands over of a real relay', () => {
  it('has every field that its type names, no other, and is JSON', async () => {
    await new RelayCaller(place).post('NM-ACUTE', 'MEDS', { medication: 'paracetamol' });
    await eventually(
      () => Promise.resolve(handler.seen.length),
      (seen) => seen > 0,
    );
    const [delivery] = handler.seen;
    expect(shape(delivery!)).toEqual(shape(DECLARED));
    expect(JSON.parse(JSON.stringify(delivery))).toEqual(delivery);
  });
});
