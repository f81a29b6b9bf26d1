import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { PORTAL_FOLDER } from './portal-folder.js';
import { pseudo } from './pseudo-locale.js';

export const PSEUDO = 'en-XA';

/** A text by its key (`resident.sharing.title`), with what stands in its `{{places}}`; `count` chooses the plural. */
export type Translate = (key: string, places?: Readonly<Record<string, string | number>>) => string;

type Catalogue = { readonly [key: string]: string | Catalogue };

/**
 * Every text of the pages, one file a room below `locales/`: `resident.json` holds `resident.…`. A key that is missing
 * throws: a page never shows a key.
 */
export class Texts {
  private readonly i18n: i18n = createInstance();

  constructor(languages: readonly string[]) {
    const english = readCatalogue('en');
    const resources = Object.fromEntries(
      languages.map((language) => [
        language,
        { translation: language === 'en' ? english : language === PSEUDO ? pseudo(english) : readCatalogue(language) },
      ]),
    );
    void this.i18n.init({
      resources,
      lng: 'en',
      initAsync: false,
      // Templates escape; a text is never markup.
      interpolation: { escapeValue: false },
      returnNull: false,
      parseMissingKeyHandler: (key: string) => {
        throw new Error(`no text: ${key}`);
      },
      returnedObjectHandler: (key: string) => {
        throw new Error(`no text but several: ${key}`);
      },
    });
  }

  in(language: string): Translate {
    return this.i18n.getFixedT(language) as Translate;
  }
}

function readCatalogue(language: string): Catalogue {
  const folder = join(PORTAL_FOLDER, 'locales', language);
  const rooms = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.fromEntries(
    rooms.map((name) => [
      name.slice(0, -'.json'.length),
      JSON.parse(readFileSync(join(folder, name), 'utf8')) as Catalogue,
    ]),
  );
}
