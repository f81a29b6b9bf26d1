import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from './settings.js';

describe('what a person may set', () => {
  it('has a default for everything', () => {
    const { layout, demo, databaseUrl, kafkaBrokers, ownKafka } = readSettings({}, []);
    expect([demo, databaseUrl, kafkaBrokers, ownKafka]).toEqual([true, undefined, undefined, false]);
    expect(layout.dataDir).toMatch(/\.data$/);
    expect(
      ['edge', 'identity', 'consent', 'policy', 'relay', 'audit', 'portal', 'edge-admin', 'postgres', 'kafka'].map(
        (name) => layout.port(name as 'edge'),
      ),
    ).toEqual([3000, 3001, 3002, 3003, 3004, 3005, 3006, 3007, 3032, 3092]);
  });

  it('moves ports and data, and leaves the town out', () => {
    const { layout, demo } = readSettings({ PORT_BASE: '4000', DATA_DIR: 'elsewhere', DEMO: 'OFF' }, []);
    expect(layout.url('relay')).toBe('http://127.0.0.1:4004');
    expect(layout.endpointsFile).toBe(join(resolve('elsewhere'), 'endpoints.json'));
    expect(demo).toBe(false);
  });

  it.each([
    [{ PORT_BASE: '-1' }, [], /PORT_BASE/],
    [{ PORT_BASE: '80' }, [], /PORT_BASE/],
    [{ PORT_BASE: '6000' }, [], /the port of edge is 6000, which browsers refuse/],
    [{ PORT_BASE: '5998' }, [], /the port of consent is 6000/],
    [{ NODE_ENV: 'production' }, [], /set OIDC_ISSUER_RESIDENT, OIDC_ISSUER_STAFF, CLIENT_SECRET_FILE/],
    [
      { NODE_ENV: 'production', OIDC_ISSUER_STAFF: 'https://x', CLIENT_SECRET_FILE: 'y' },
      [],
      /set OIDC_ISSUER_RESIDENT \(/,
    ],
    [{ DATABASE_URL: 'postgres://only-a-host' }, [], /DATABASE_URL/],
    [{ DEMO: 'no' }, [], /^DEMO must be one of the following values: on, off$/],
    [{ NODE_ENV: 'Production' }, [], /^NODE_ENV must be one of the following values: development, test, production$/],
    [{ KAFKA_BROKERS: 'a:1' }, ['--kafka'], /KAFKA_BROKERS/],
    [{}, ['--daemon'], /Unknown option --daemon/],
  ])('refuses %j %j', (env, args, words) => {
    expect(() => readSettings(env as NodeJS.ProcessEnv, args)).toThrow(words);
  });
});
