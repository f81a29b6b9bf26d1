import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { JourneyBook } from '../../shell/journey/testing/journey-book.js';

const SOURCES = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Every book: it stands with its journey, as `testing/….book.ts`, and nobody lists it. */
export const BOOKS: readonly JourneyBook[] = await Promise.all(
  readdirSync(SOURCES, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.book.ts'))
    .sort()
    .map(async (file) => {
      const { BOOK } = (await import(pathToFileURL(join(SOURCES, file)).href)) as { BOOK: JourneyBook };
      return BOOK;
    }),
);
