import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sealEntry } from './audit-entry.js';
import { openContent, sealContent } from './content.js';
import { newContentKey, openDelivery, sealDelivery } from './delivery-payload.js';
import { openDetail, sealDetail } from './detail.js';
import { SEALED_SIZES } from './padding.js';
import { SealingError } from './sealing-error.js';

const key = randomBytes(32);
const unreadable = expect.objectContaining({ fault: 'unreadable' });
function flip(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 1;
  return copy;
}

describe('sealed details', () => {
  it('open again, have one of four sizes and hash as stored', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 3000 }), (words) => {
        const { sealed, hash, wrappedEntryKey } = sealDetail({ words }, key, 'e1');
        expect(SEALED_SIZES).toContain(sealed.length);
        expect(hash).toEqual(createHash('sha256').update(sealed).digest());
        expect(openDetail({ sealed, wrappedEntryKey }, key, 'e1').read()).toEqual({ words });
      }),
      { numRuns: 50 },
    );
  });

  it('take the next size exactly at the edge, and refuse what exceeds the last', () => {
    // Its form, what it is, and its length in two or three bytes stand before it.
    const text = (bytes: number) => 'x'.repeat(bytes - (bytes < 16_384 ? 4 : 5));
    expect(sealDetail(text(960 - 32), key, 'e').sealed).toHaveLength(960);
    expect(sealDetail(text(960 - 31), key, 'e').sealed).toHaveLength(4096);
    expect(sealDetail(text(65_536 - 32), key, 'e').sealed).toHaveLength(65_536);
    expect(() => sealDetail(text(65_536 - 31), key, 'e')).toThrow('at most 65504 bytes');
  });

  it('stay shut without the data key, for another entry, and after any change', () => {
    const box = sealDetail({ outcome: 'permit' }, key, 'e1');
    expect(() => openDetail(box, randomBytes(32), 'e1')).toThrow(unreadable);
    expect(() => openDetail(box, key, 'e2')).toThrow(unreadable);
    expect(() => openDetail({ ...box, sealed: flip(box.sealed, 500) }, key, 'e1')).toThrow(unreadable);
    expect(() => openDetail({ ...box, wrappedEntryKey: flip(box.wrappedEntryKey, 20) }, key, 'e1')).toThrow(unreadable);
    expect(() => openDetail(box, key.subarray(1), 'e1')).toThrow('32 bytes, not 31');
  });

  it('never repeat their content in an error', () => {
    const box = sealDetail({ name: 'Margaret' }, key, 'e1');
    try {
      openDetail(box, randomBytes(32), 'e1');
    } catch (error) {
      expect(error).toBeInstanceOf(SealingError);
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/Margaret|e1\b/);
    }
  });
});

describe('sealEntry', () => {
  it('makes what audit.append_v1 takes, under a random id', () => {
    const draft = {
      kind: 'decision' as const,
      bundle: null,
      detail: { rule: 'D1' },
      holder: { level: 'place' as const, id: 'northmere' },
      holderKey: key,
      index: { action: 'read', outcome: 'deny', categories: ['MEDS'] },
    };
    const entry = sealEntry(draft);
    expect(entry.id).not.toBe(sealEntry(draft).id);
    const box = {
      sealed: Buffer.from(entry.detail, 'base64'),
      wrappedEntryKey: Buffer.from(entry.wrappedKey, 'base64'),
    };
    expect(openDetail(box, key, entry.id).read()).toEqual({ rule: 'D1' });
    expect(entry.detailHash).toBe(createHash('sha256').update(box.sealed).digest('hex'));
  });
});

describe('sealed content', () => {
  it('opens under its key at its place only', () => {
    const sealed = sealContent({ MEDS: ['x'] }, key, 'record/1');
    expect(openContent(sealed, key, 'record/1')).toEqual({ MEDS: ['x'] });
    expect(() => openContent(sealed, key, 'record/2')).toThrow(unreadable);
    expect(() => openContent(sealed, randomBytes(32), 'record/1')).toThrow(unreadable);
    expect(() => openContent(Buffer.alloc(3), key, 'record/1')).toThrow('cut short');
  });
});

describe('delivery payloads', () => {
  it('open with the content key of their own delivery only', async () => {
    const contentKey = newContentKey();
    const jwe = await sealDelivery('{"localId":"A-17"}', contentKey, 'd1');
    expect(await openDelivery(jwe, contentKey, 'd1')).toEqual({ localId: 'A-17' });
    await expect(openDelivery(jwe, contentKey, 'd2')).rejects.toThrow('another delivery');
    await expect(openDelivery(jwe, newContentKey(), 'd1')).rejects.toThrow(unreadable);
    await expect(openDelivery(`${jwe.slice(0, -2)}AA`, contentKey, 'd1')).rejects.toThrow(unreadable);
    await expect(openDelivery('not a jwe', contentKey, 'd1')).rejects.toThrow(unreadable);
  });

  it('show nothing but the algorithm and the delivery id in their header', async () => {
    const jwe = await sealDelivery('{"localId":"A-17"}', newContentKey(), 'd1');
    const header = JSON.parse(Buffer.from(jwe.split('.')[0]!, 'base64url').toString()) as unknown;
    expect(header).toEqual({ alg: 'dir', enc: 'A256GCM', kid: 'd1' });
  });
});
