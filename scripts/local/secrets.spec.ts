import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SIGN_IN_APPS } from '#libs/persistence';
import { ensureSecrets } from './secrets.js';

describe('the secrets of a local stack', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('are made once, kept, and for their owner only', () => {
    const first = ensureSecrets(dir);
    const key = readFileSync(first.portalSessionKeyFile, 'utf8');
    expect(Buffer.from(key, 'base64')).toHaveLength(32);
    expect(ensureSecrets(dir)).toEqual(first);
    expect(readFileSync(first.portalSessionKeyFile, 'utf8')).toBe(key);
    for (const file of [first.portalSessionKeyFile, first.portalClientFile, first.appPasswordsFile])
      expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('of an earlier release get what this one needs besides, and keep what they had', () => {
    const { appPasswords, appPasswordsFile } = ensureSecrets(dir);
    const { portal_app: _new, ...earlier } = appPasswords;
    writeFileSync(appPasswordsFile, JSON.stringify(earlier));
    const now = ensureSecrets(dir).appPasswords;
    expect(now).toMatchObject(earlier);
    expect(Object.keys(now).sort()).toEqual(SIGN_IN_APPS.map((app) => `${app}_app`).sort());
    expect(ensureSecrets(dir).appPasswords).toEqual(now);
  });
});
