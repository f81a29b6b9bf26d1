import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What somebody does to the files of an export, who has no key; each says what must be found, and where. */
export interface FileTampering {
  readonly name: string;
  readonly act: (folder: string) => void;
  /** Kind, file, and entry or interval where it is of one; all of these, and perhaps more. */
  readonly found: readonly (readonly [kind: string, file: string | undefined, place?: number | readonly number[]])[];
}

function edit(folder: string, file: string, change: (text: string) => string): void {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'latin1')), 'latin1');
}

/** Changes lines of a file of details, by their number from 0. */
const editLines =
  (file: string, changes: Readonly<Record<number, (line: string) => string | null>>) =>
  (folder: string): void =>
    edit(folder, file, (text) =>
      text
        .split('\n')
        .flatMap((line, at) => changes[at]?.(line) ?? (changes[at] ? [] : [line]))
        .join('\n'),
    );
const flip =
  (at: number) =>
  (line: string): string => {
    const place = at < 0 ? line.length + at : at;
    return line.slice(0, place) + (line[place] === '#' ? '%' : '#') + line.slice(place + 1);
  };

/** An export of 300 entries with every detail: 256 in the first file, 44 in the second. */
export const FILE_TAMPERINGS: readonly FileTampering[] = [
  {
    name: 'five flipped bytes of details: in the brace, the id, the content, a quote and the end',
    act: editLines('detail/000', { 3: flip(0), 20: flip(9), 40: flip(80), 60: flip(51), 200: flip(-1) }),
    found: [
      ['detail', 'detail/000', 3],
      ['detail', 'detail/000', 40],
      ['detail', 'detail/000', 60],
      ['detail', 'detail/000', 200],
      ['changed-file', 'detail/000'],
    ],
  },
  {
    name: 'a field of the manifest changed',
    act: (folder) => edit(folder, 'manifest', (text) => text.replace('"size":300', '"size":299')),
    found: [['manifest', 'manifest']],
  },
  {
    name: 'the manifest deleted',
    act: (folder) => rmSync(join(folder, 'manifest')),
    found: [['missing-file', 'manifest']],
  },
  {
    name: 'a file of details deleted',
    act: (folder) => rmSync(join(folder, 'detail/001')),
    found: [['missing-file', 'detail/001', [256, 300]]],
  },
  {
    name: 'two details cut out',
    act: editLines('detail/000', { 5: () => null, 6: () => null }),
    found: [['changed-file', 'detail/000']],
  },
  {
    name: 'what details name of the place, changed and cut short',
    act: editLines('place-facts/000', { 0: (line) => line.replace('MEDS', 'HOUSING'), 1: (line) => line.slice(0, 9) }),
    found: [
      ['place-fact', 'place-facts/000'],
      ['changed-file', 'place-facts/000'],
    ],
  },
  {
    name: 'a file added',
    act: (folder) => writeFileSync(join(folder, 'detail/002'), ''),
    found: [['unexpected-file', 'detail/002']],
  },
  {
    name: 'everything at once: a broken checkpoint line, a changed tile, a deleted file of details, a flipped detail',
    act: (folder) => {
      edit(folder, 'checkpoints/000', (text) => text.replace('{', '('));
      edit(folder, 'tile/0/000', (text) => `${text.slice(0, 40)}x${text.slice(41)}`);
      rmSync(join(folder, 'detail/001'));
      editLines('detail/000', { 9: flip(90) })(folder);
    },
    found: [
      ['checkpoint', 'checkpoints/000'],
      ['changed-file', 'checkpoints/000'],
      ['changed-file', 'tile/0/000'],
      ['missing-file', 'detail/001', [256, 300]],
      ['detail', 'detail/000', 9],
    ],
  },
];
