import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kafkaSecurity, SASL_MECHANISMS, type KafkaSecuritySettings } from './kafka-security.js';

describe('how an app comes to the brokers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
  const file = (name: string): string => {
    writeFileSync(join(folder, name), `${name}\n`);
    return join(folder, name);
  };
  const [caFile, certFile, keyFile, passwordFile] = ['ca', 'cert', 'key', 'password'].map(file) as [
    string,
    string,
    string,
    string,
  ];
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is by nothing where nothing is set, and by the system’s list with TLS alone', () => {
    expect(kafkaSecurity({ tls: false })).toEqual({});
    expect(kafkaSecurity({ tls: true })).toEqual({ ssl: {} });
  });

  it('is by a certificate of its own and a password, each out of a file', () => {
    const all = {
      tls: true,
      caFile,
      certFile,
      keyFile,
      mechanism: 'scram-sha-512',
      username: 'relay',
      passwordFile,
    } as const;
    expect(kafkaSecurity(all)).toEqual({
      ssl: { ca: ['ca\n'], cert: 'cert\n', key: 'key\n' },
      sasl: { mechanism: 'scram-sha-512', username: 'relay', password: 'password' },
    });
  });

  const settings: fc.Arbitrary<KafkaSecuritySettings> = fc.record({
    tls: fc.boolean(),
    caFile: fc.option(fc.constant(caFile), { nil: undefined }),
    certFile: fc.option(fc.constant(certFile), { nil: undefined }),
    keyFile: fc.option(fc.constant(keyFile), { nil: undefined }),
    mechanism: fc.option(fc.constantFrom(...SASL_MECHANISMS), { nil: undefined }),
    username: fc.option(fc.constant('relay'), { nil: undefined }),
    passwordFile: fc.option(fc.constant(passwordFile), { nil: undefined }),
  });
  /** Whether no half of a setting is passed over, and no password goes in clear. */
  const holds = (secure: typeof kafkaSecurity): boolean =>
    !fc.check(
      fc.property(settings, (set) => {
        let way: ReturnType<typeof kafkaSecurity>;
        try {
          way = secure(set);
        } catch (error) {
          return /KAFKA_/.test(String(error));
        }
        const asked = set.mechanism ?? set.username ?? set.passwordFile;
        const own = set.certFile ?? set.keyFile ?? set.caFile;
        const safe = way.sasl?.mechanism !== 'plain' || way.ssl !== undefined;
        return (
          safe &&
          set.tls === (way.ssl !== undefined) &&
          (set.tls || own === undefined) &&
          (asked === undefined) === (way.sasl === undefined)
        );
      }),
      { numRuns: 500 },
    ).failed;

  it('is never by half a setting, nor with a password in clear', () => {
    expect(holds(kafkaSecurity)).toBe(true);
  });

  it('would be found to be (seeded faults)', () => {
    const inClear: typeof kafkaSecurity = (set) => {
      const { ssl: _ssl, ...rest } = kafkaSecurity({ ...set, tls: true });
      return rest;
    };
    const halves: typeof kafkaSecurity = ({ tls }) => (tls ? { ssl: {} } : {});
    expect([inClear, halves].map(holds)).toEqual([false, false]);
  });
});
