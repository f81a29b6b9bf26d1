import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type i18n } from 'i18next';
import { PORTAL_FOLDER } from '../portal-folder.js';
import { pseudo } from './pseudo-locale.js';

export const PSEUDO = 'en-XA';

/** A text by its key (`resident.sharing.title`), with what stands in its `{{places}}`; `count` chooses the plural. */
export interface Translate {
  (key: string, places?: Readonly<Record<string, string | number>>): string;
  /** Whether the catalogue has it: codes come from elsewhere, from newer apps and old entries. */
  readonly knows: (key: string) => boolean;
}

type Catalogue = { readonly [key: string]: string | Catalogue };

/**
 * Every text of the pages, one file a room below `locales/`: `resident.json` holds `resident.…`. A key that is missing
 * throws: a page never shows a key.
 */
export class Texts {
  private readonly i18n: i18n = createInstance();
  private readonly spoken = new Map<string, Translate>();
  private readonly known: ReadonlySet<string>;

  constructor(languages: readonly string[]) {
    const english = readCatalogue('en');
    this.known = new Set(keysOf(english));
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
    const translate =
      this.spoken.get(language) ??
      Object.assign(keeping(this.i18n.getFixedT(language) as Say), { knows: (key: string) => this.known.has(key) });
    this.spoken.set(language, translate);
    return translate;
  }
}

type Say = (...asked: Parameters<Translate>) => string;

const keysOf = (catalogue: Catalogue, above = ''): string[] =>
  Object.entries(catalogue).flatMap(([key, text]) =>
    typeof text === 'string' ? [above + key] : keysOf(text, `${above}${key}.`),
  );

/** A text without places is the same each time: a record of 300 parts asks for the same thirty of them 6,000 times. */
function keeping(translate: Say): Say {
  const kept = new Map<string, string>();
  return (key, places) => {
    if (places !== undefined) return translate(key, places);
    const text = kept.get(key) ?? translate(key);
    kept.set(key, text);
    return text;
  };
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
