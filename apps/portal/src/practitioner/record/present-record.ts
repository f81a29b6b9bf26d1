import type { Translate } from '../../words/texts.js';
import { moment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import type { FoundPerson } from '../person/found-people.js';
import { type Absent, presentGlance } from './present-glance.js';
import { partId, presentPart } from './present-part.js';
import { type Look, readParts, recordsOf } from './read-parts.js';
import { sayIdentity } from './say-identity.js';

export interface RecordView extends Look {
  readonly purpose: string;
  /** Whom this session searched for, as they typed it. */
  readonly found: FoundPerson | undefined;
  /** Kinds that are not on the page, each with where that is explained. */
  readonly absent: Absent | undefined;
  /** When the answer came. */
  readonly at: string;
}

/** The records of one or of several kinds that a practitioner may see: who it is, at a glance, then each kind in full. */
export function presentRecord(t: Translate, view: RecordView): object {
  const { person, agencies, language, at, purpose } = view;
  const { text, iso } = moment(at, language);
  const who = { role: words(t, 'role', person.roles ?? []).join(', '), agency: agencies(person.agency ?? '') };
  const parts = readParts(t, view);
  return {
    retrieved: { label: t('practitioner.record.retrieved'), text, iso },
    by: t('practitioner.record.by', { ...who, purpose: word(t, 'purpose', purpose) }),
    identity: sayIdentity(t, { parts, found: view.found, at }),
    glance: presentGlance(t, parts, view.absent),
    contents:
      parts.length === 1
        ? []
        : parts.map((part) => ({
            text: word(t, 'category', part.category),
            href: `#${partId(part.category)}`,
            count: t('practitioner.record.count', { count: recordsOf(part).length }),
          })),
    parts: parts.map((part) => presentPart(t, language, part)),
  };
}
