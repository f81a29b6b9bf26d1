import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { PROJECT_ROOT } from '../portal-folder.js';

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

export interface Asset {
  readonly type: string;
  readonly plain: Buffer;
  readonly br: Buffer;
  readonly gzip: Buffer;
}

/**
 * Style sheet, script and mark, as the build left them in `dist/assets` (scripts/prepare/build-assets.mjs), each also compressed.
 * Their addresses name their content, so browsers keep them for good.
 */
export class Assets {
  private readonly byName = new Map<string, Asset>();
  private readonly addresses = new Map<string, string>();

  constructor(folder = join(PROJECT_ROOT, 'dist', 'assets')) {
    if (!existsSync(folder)) throw new Error('the pages have no style sheet yet: run "npm run build"');
    for (const name of readdirSync(folder)) if (extname(name).slice(1) in TYPES) this.add(folder, name);
  }

  /** `/assets/portal.3f2a….css` */
  address(name: string): string {
    const address = this.addresses.get(name);
    if (address === undefined) throw new Error(`there is no asset ${name}`);
    return address;
  }

  /** By the last part of its address. */
  find(name: string): Asset | undefined {
    return this.byName.get(name);
  }

  private add(folder: string, name: string): void {
    const read = (coding: string): Buffer => readFileSync(join(folder, `${name}${coding}`));
    const plain = read('');
    const [stem, extension] = name.split('.') as [string, string];
    const hash = createHash('sha256').update(plain).digest('hex').slice(0, 16);
    const address = `${stem}.${hash}.${extension}`;
    this.byName.set(address, { type: TYPES[extension]!, plain, br: read('.br'), gzip: read('.gz') });
    this.addresses.set(name, `/assets/${address}`);
  }
}
