import type { ExportFile } from './export-file.js';

const BLOCK = 512;
const MODE = '0000644\0';
const OWNER = '0000000\0';

/** POSIX ustar (IEEE 1003.1, pax "ustar Interchange Format"), one file at a time. Times and owners are zero: same log, same bytes. */
export async function* tar(files: AsyncIterable<ExportFile>): AsyncGenerator<Buffer> {
  for await (const { path, bytes } of files) {
    yield header(path, bytes.length);
    yield bytes;
    yield Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK);
  }
  yield Buffer.alloc(2 * BLOCK);
}

function header(path: string, size: number): Buffer {
  if (Buffer.byteLength(path) > 100) throw new Error('a path in an export has at most 100 bytes');
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0);
  block.write(MODE, 100, 'latin1');
  block.write(OWNER, 108, 'latin1');
  block.write(OWNER, 116, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write('0', 156, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  // The checksum is taken with its own eight bytes as spaces.
  block.write('        ', 148, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}
