import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/** A change of one file by somebody who has no key. */
export interface FileChange {
  readonly file: string;
  readonly how: string;
  readonly act: (folder: string) => void;
}

/** The file as it would be after; null where it is gone. */
type Change = (bytes: Buffer, at: number, value: number) => Buffer | null;
const CHANGES: Readonly<Record<string, Change>> = {
  'a bit flipped': (bytes, at, value) => {
    const copy = Buffer.from(bytes);
    copy[at]! ^= 1 << (value % 8);
    return copy;
  },
  'cut short': (bytes, at) => bytes.subarray(0, at),
  'a byte taken out': (bytes, at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)]),
  'a byte put in': (bytes, at, value) =>
    Buffer.concat([bytes.subarray(0, at), Buffer.from([value]), bytes.subarray(at)]),
  'said twice': (bytes) => Buffer.concat([bytes, bytes]),
  emptied: () => Buffer.alloc(0),
  gone: () => null,
};

/** Any change of any of these files. One that leaves a file as it was is none. */
export const arbitraryChange = (files: readonly string[]): fc.Arbitrary<FileChange> =>
  fc
    .tuple(
      fc.constantFrom(...files),
      fc.constantFrom(...Object.keys(CHANGES)),
      fc.nat(1_000_000),
      fc.integer({ min: 0, max: 255 }),
    )
    .map(([file, how, place, value]) => ({
      file,
      how,
      act: (folder) => {
        const path = join(folder, file);
        const bytes = readFileSync(path);
        const changed = CHANGES[how]!(bytes, place % Math.max(bytes.length, 1), value);
        if (changed === null) rmSync(path);
        else writeFileSync(path, changed);
      },
    }));
