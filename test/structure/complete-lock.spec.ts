import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface Lock {
  readonly packages: Readonly<Record<string, object>>;
}
interface Missing {
  readonly name: string;
  readonly optional: boolean;
}
const { completed, missingFromLock } = (await import('../../scripts/prepare/complete-lock.mjs' as string)) as {
  completed: (lock: Lock) => Lock;
  missingFromLock: (lock: Lock) => Missing[];
};

const LOCK: Lock = {
  packages: {
    '': { dependencies: { parent: '^1.0.0' } },
    'node_modules/parent': {
      version: '1.0.0',
      dev: true,
      optionalDependencies: { '@fast/core-linux-arm64-musl': '1.0.1', '@fast/core-darwin-x64': '1.0.1' },
    },
    'node_modules/@fast/core-darwin-x64': { version: '1.0.1' },
    'node_modules/parent/node_modules/inner': { version: '2.0.0', dependencies: { parent: '^1.0.0' } },
  },
};

describe('package-lock.json', () => {
  it('holds whatever something in it depends on: npm ci accepts it (else: node scripts/prepare/complete-lock.mjs)', () => {
    expect(
      missingFromLock(JSON.parse(readFileSync('package-lock.json', 'utf8')) as Lock).map(({ name }) => name),
    ).toEqual([]);
  });

  it('is completed with packages of other platforms, marked for those', () => {
    expect(missingFromLock(LOCK).map(({ name }) => name)).toEqual(['@fast/core-linux-arm64-musl']);
    expect(completed(LOCK).packages['node_modules/@fast/core-linux-arm64-musl']).toEqual({
      version: '1.0.1',
      cpu: ['arm64'],
      libc: ['musl'],
      os: ['linux'],
      dev: true,
      optional: true,
    });
    expect(missingFromLock(completed(LOCK))).toEqual([]);
  });

  it('is not completed with what is needed everywhere: that is for npm to find', () => {
    const lock: Lock = { packages: { '': { dependencies: { absent: '1.0.0' } } } };
    expect(missingFromLock(completed(lock)).map(({ name }) => name)).toEqual(['absent']);
  });
});
