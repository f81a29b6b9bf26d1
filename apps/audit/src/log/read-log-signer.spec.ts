import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { generateSignerKey } from '#libs/tlog';
import { readLogSigner } from './read-log-signer.js';

const folder = mkdtempSync(join(tmpdir(), 'log-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'log.key');
  writeFileSync(path, text);
  return path;
}

describe("the log's signer", () => {
  it('is read from its file, final newline or not', () => {
    const key = generateSignerKey('log.example/northmere');
    expect(readLogSigner(file(`${key}\n`), 'log.example/northmere').name).toBe('log.example/northmere');
  });

  it('is refused for another log, so that two logs can never sign as one', () => {
    const path = file(generateSignerKey('log.example/elsewhere'));
    expect(() => readLogSigner(path, 'log.example/northmere')).toThrow(
      'is of log.example/elsewhere, but LOG_ORIGIN is',
    );
  });

  it('is refused without repeating the key', () => {
    const key = generateSignerKey('log.example/northmere');
    // PRIVATE+KEY+name+id+key, whose base64 may hold a plus of its own.
    const secret = key.split('+').slice(4).join('+');
    expect(secret.length).toBeGreaterThan(40);
    for (const text of [key.replace('PRIVATE', 'PUBLIC'), key.slice(0, -4), `${key}AA`]) {
      const attempt = () => readLogSigner(file(text), 'log.example/northmere');
      expect(attempt).toThrow();
      expect(attempt).not.toThrow(secret.slice(0, 20));
    }
    expect(() => readLogSigner(join(folder, 'none'), 'x')).toThrow('cannot be read');
  });
});
