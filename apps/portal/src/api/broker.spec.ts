import { expect, it } from '@jest/globals';
import { startStandInBroker } from '#libs/testing';
import { Broker } from './broker.js';

it('counts how long the APIs were waited for, slow ones too', async () => {
  const api = await startStandInBroker((_, response) => void setImmediate(() => response.end('{}')));
  try {
    const broker = new Broker({ address: api.url });
    expect(broker.waitedMs).toBe(0);
    await broker.get('/api/policy/v1/stops');
    const once = broker.waitedMs;
    expect(once).toBeGreaterThan(0);
    await broker.within(60_000).get('/api/policy/v1/stops');
    expect(broker.waitedMs).toBeGreaterThan(once);
  } finally {
    await api.stop();
  }
});
