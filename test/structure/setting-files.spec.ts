import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { kafkaSecurity } from '#libs/messaging';
import { KeyRing } from '#libs/sealing';
import { readLogSigner } from '../../apps/audit/src/log/read-log-signer.js';
import { readOptions } from '../../apps/decision-point/src/read-options.js';
import { EdgeConfig } from '../../apps/edge/src/config.js';
import { tlsFiles } from '../../apps/edge/src/tls.js';
import { IdentityConfig } from '../../apps/identity/src/config.js';
import { serveIdentity } from '../../apps/identity/src/serve-identity.js';
import { readSigningKeys } from '../../apps/identity/src/issuer/signing-keys.js';
import { Directory } from '../../apps/identity/src/people/directory.js';
import { PortalConfig } from '../../apps/portal/src/config.js';
import { SessionSeal } from '../../apps/portal/src/session/session-seal.js';
import { Issuers } from '../../apps/portal/src/session/issuers.js';

const folder = mkdtempSync(join(tmpdir(), 'settings-'));
afterAll(() => rmSync(folder, { recursive: true }));
function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}
const pem = file('pem', 'PEM');
const people = file('people.json', '[]');
const account = { mechanism: 'scram-sha-512', username: 'relay' } as const;
const identity = (given: object): Promise<unknown> =>
  serveIdentity(Object.assign(new IdentityConfig(), { NODE_ENV: 'test', DIRECTORY_FILE: people }, given));

/** Who reads the file of each setting, and of each option that names one, called with a path. */
const READERS: Readonly<Record<string, (path: string) => unknown>> = {
  KEY_FILE: (path) => KeyRing.fromFile(path),
  LOG_KEY_FILE: (path) => readLogSigner(path, 'origin'),
  TLS_CERT_FILE: (path) => tlsFiles(Object.assign(new EdgeConfig(), { TLS_CERT_FILE: path, TLS_KEY_FILE: pem })),
  TLS_KEY_FILE: (path) => tlsFiles(Object.assign(new EdgeConfig(), { TLS_CERT_FILE: pem, TLS_KEY_FILE: path })),
  SESSION_KEY_FILE: (path) => SessionSeal.fromFile(path),
  CLIENT_SECRET_FILE: (path) => new Issuers(Object.assign(new PortalConfig(), { CLIENT_SECRET_FILE: path })),
  SIGNING_KEY_FILE: (path) => readSigningKeys(path),
  DIRECTORY_FILE: (path) => Directory.fromFile(path),
  SYSTEM_SECRET_FILE: (path) => identity({ SYSTEM_SECRET_FILE: path }),
  PORTAL_SECRET_FILE: (path) => identity({ PORTAL_URL: 'http://127.0.0.1:1', PORTAL_SECRET_FILE: path }),
  KAFKA_CA_FILE: (caFile) => kafkaSecurity({ tls: true, caFile }),
  KAFKA_CERT_FILE: (certFile) => kafkaSecurity({ tls: true, certFile, keyFile: pem }),
  KAFKA_KEY_FILE: (keyFile) => kafkaSecurity({ tls: true, certFile: pem, keyFile }),
  KAFKA_PASSWORD_FILE: (passwordFile) => kafkaSecurity({ tls: true, ...account, passwordFile }),
  '--token': (path) => readOptions(['--bundle', folder, '--token', path]),
};

/** Every `…_FILE` that a configuration class names. */
function settings(): string[] {
  const apps = readdirSync('apps').map((app) => `apps/${app}/src/config.ts`);
  const shared = readdirSync('libs/http/src/config').map((name) => `libs/http/src/config/${name}`);
  const sources = [...apps, ...shared].filter((path) => existsSync(path)).map((path) => readFileSync(path, 'utf8'));
  return [
    ...new Set(sources.flatMap((text) => [...text.matchAll(/readonly ([A-Z_]+_FILE)\b/g)].map((found) => found[1]!))),
  ];
}

async function saidBy(read: (path: string) => unknown, path: string): Promise<string> {
  try {
    await read(path);
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('a file that a setting names', () => {
  it('is known here by its reader, for each setting that there is', () => {
    expect(settings().filter((name) => !(name in READERS))).toEqual([]);
    expect(settings().length).toBeGreaterThan(10);
  });

  it.each(Object.entries(READERS))(
    '%s: the refusal says which setting, which file and what is wrong',
    async (name, read) => {
      const none = join(folder, 'none');
      expect(await saidBy(read, none)).toBe(`${name} names ${none}, which cannot be read: there is no such file.`);
      expect(await saidBy(read, folder)).toBe(`${name} names ${folder}, which cannot be read: it is a folder.`);
      const empty = file('empty', '\n');
      expect(await saidBy(read, empty)).toBe(`${name} names ${empty}, which is empty.`);
    },
  );

  it.each(['KEY_FILE', 'SIGNING_KEY_FILE', 'DIRECTORY_FILE', 'SESSION_KEY_FILE'])(
    '%s: what is no such thing is refused without quoting it',
    async (name) => {
      const wrong = file('wrong', 'secret{');
      const said = await saidBy(READERS[name]!, wrong);
      expect(said).toContain(`${name} names ${wrong}`);
      expect(said).not.toContain('secret');
    },
  );

  it('would be told of by a bare ENOENT, were it read by hand (seeded fault)', async () => {
    const said = await saidBy((path) => readFileSync(path), join(folder, 'none'));
    expect(said).not.toContain('names');
  });
});
