import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { KeyRing, type KeyHolder } from './key-ring.js';

const margaret: KeyHolder = { level: 'resident', id: '8f3f' };
const ring = KeyRing.fromJson(KeyRing.generate());

describe('KeyRing', () => {
  it('wraps a data key so that only its holder under this ring gets it back', () => {
    const { dataKey, wrapped } = ring.newDataKey(margaret);
    expect(wrapped.includes(dataKey)).toBe(false);
    expect(ring.unwrapKey(wrapped, margaret)).toEqual(dataKey);
    expect(() => ring.unwrapKey(wrapped, { ...margaret, id: '9a01' })).toThrow(
      'wrapped key of a resident does not open',
    );
    expect(() => ring.unwrapKey(wrapped, { ...margaret, level: 'practitioner' })).toThrow('does not open');
    expect(() => KeyRing.fromJson(KeyRing.generate()).unwrapKey(wrapped, margaret)).toThrow('does not open');
    expect(() => ring.unwrapKey(wrapped.subarray(0, 20), margaret)).toThrow('cut short');
  });

  it('derives one key per place, the same at every start', () => {
    const text = KeyRing.generate();
    const again = KeyRing.fromJson(text);
    expect(KeyRing.fromJson(text).placeKey('northmere')).toEqual(again.placeKey('northmere'));
    expect(again.placeKey('northmere')).not.toEqual(again.placeKey('southmere'));
    expect(again.placeKey('northmere')).not.toEqual(ring.placeKey('northmere'));
  });

  it('indexes blindly: the same value under the same purpose and key only', () => {
    const index = ring.blindIndex('nhs-number', '9990000018');
    expect(index).toHaveLength(32);
    expect(ring.blindIndex('nhs-number', '9990000018')).toEqual(index);
    expect(ring.blindIndex('uprn', '9990000018')).not.toEqual(index);
    expect(ring.blindIndex('nhs-number9', '990000018')).not.toEqual(index);
    expect(KeyRing.fromJson(KeyRing.generate()).blindIndex('nhs-number', '9990000018')).not.toEqual(index);
  });

  it('reads a key file, and names the field at fault without its value', () => {
    const folder = mkdtempSync(join(tmpdir(), 'keys-'));
    const path = join(folder, 'keys.json');
    writeFileSync(path, KeyRing.generate());
    expect(KeyRing.fromFile(path).placeKey('x')).toHaveLength(32);
    writeFileSync(path, JSON.stringify({ kek: Buffer.alloc(32).toString('base64'), blindIndex: 'c2VjcmV0' }));
    expect(() => KeyRing.fromFile(path)).toThrow('"blindIndex" of the key file is not 32 bytes');
    try {
      KeyRing.fromFile(path);
    } catch (error) {
      expect(String(error)).not.toContain('c2VjcmV0');
    }
    rmSync(folder, { recursive: true });
    expect(() => KeyRing.fromFile(path)).toThrow('cannot be read');
    expect(() => KeyRing.fromJson('{')).toThrow('not JSON');
    expect(() => KeyRing.fromJson('null')).toThrow('"kek"');
  });
});
