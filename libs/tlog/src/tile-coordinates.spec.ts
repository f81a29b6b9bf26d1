import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allTiles, edgeTiles, encodeTileIndex, parseTileIndex, tilePath, tileWidth } from './tile-coordinates.js';

describe('tile coordinates', () => {
  it('writes indexes as tlog-tiles says', () => {
    expect(encodeTileIndex(1234067)).toBe('x001/x234/067');
    expect(encodeTileIndex(0)).toBe('000');
    expect(encodeTileIndex(1000)).toBe('x001/000');
    expect(tilePath({ level: 1, index: 2, width: 17 })).toBe('tile/1/002.p/17');
  });

  it("counts the specification's example of 70,000 leaves", () => {
    const tiles = [...allTiles(70_000)];
    const count = (level: number, full: boolean) =>
      tiles.filter((t) => t.level === level && (t.width === 256) === full);
    expect(count(0, true)).toHaveLength(273);
    expect(count(0, false)).toEqual([{ level: 0, index: 273, width: 112 }]);
    expect(count(1, true)).toHaveLength(1);
    expect(count(1, false)).toEqual([{ level: 1, index: 1, width: 17 }]);
    expect(count(2, false)).toEqual([{ level: 2, index: 0, width: 1 }]);
    expect(tiles).toHaveLength(277);
  });

  it('has a full level-0 tile and a level-1 tile of one hash at 256 leaves', () => {
    expect([...allTiles(256)]).toEqual([
      { level: 0, index: 0, width: 256 },
      { level: 1, index: 0, width: 1 },
    ]);
    expect(edgeTiles(256)).toEqual([{ level: 1, index: 0, width: 1 }]);
    expect(tileWidth(0, 1, 256)).toBe(0);
  });

  it('reads back every index it writes', () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.integer({ min: 1, max: 255 }), (index, width) => {
        expect(parseTileIndex(encodeTileIndex(index))).toEqual({ index, width: 256 });
        expect(parseTileIndex(`${encodeTileIndex(index)}.p/${width}`)).toEqual({ index, width });
      }),
    );
  });

  it.each([
    '',
    '1',
    '1234',
    'x000/001',
    'x001/234/067',
    'x001',
    '../000',
    '000.p/0',
    '000.p/256',
    '000.p/01',
    '000/',
    '000.p/',
  ])('refuses the spelling %p', (path) => expect(() => parseTileIndex(path)).toThrow('tile index'));

  it('refuses sizes that are no safe whole number', () => {
    for (const size of [-1, 1.5, 2 ** 53, NaN]) expect(() => edgeTiles(size)).toThrow('whole number');
  });
});
