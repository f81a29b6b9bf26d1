import type { Translate } from '../../words/texts.js';
import { moment } from '../../words/times.js';
import { word, words } from '../../words/words.js';
import type { FoundPerson } from '../person/found-people.js';
import { type Absent, presentGlance } from './present-glance.js';
import { partId, presentPart } from './present-part.js';
import { presentSilent } from './present-silent.js';
import { countOf } from './no-known-allergy.js';
import { type Look, type ReadPart, readParts } from './read-parts.js';
import { sayIdentity } from './say-identity.js';

export interface RecordView extends Look {
  readonly purpose: string;
  /** Whom this session searched for, as they typed it. */
  readonly found: FoundPerson | undefined;
  /** Kinds that are not on the page, each with where that is explained. */
  readonly absent: Absent | undefined;
}

/** The records of one or of several kinds that a practitioner may see: who it is, at a glance, then each kind in full. */
export function presentRecord(t: Translate, view: RecordView): object {
  const { person, agencies, language, at, purpose } = view;
  const { text, iso } = moment(at, language);
  const who = { role: words(t, 'role', person.roles ?? []).join(', '), agency: agencies(person.agency ?? '') };
  const parts = readParts(t, view);
  // Alone on its page, a kind says in full why nothing of it is shown.
  const isSilent = (part: ReadPart): boolean => parts.length > 1 && part.sources.length === 0;
  const [silent, shown] = [parts.filter(isSilent), parts.filter((part) => !isSilent(part))];
  const nothing = presentSilent(t, silent);
  return {
    retrieved: { label: t('practitioner.record.retrieved'), text, iso },
    by: t('practitioner.record.by', { ...who, purpose: word(t, 'purpose', purpose) }),
    identity: sayIdentity(t, { parts, found: view.found, at }),
    glance: presentGlance(t, parts, view.absent),
    contents:
      parts.length === 1
        ? []
        : [
            ...shown.map((part) => ({
              text: word(t, 'category', part.category),
              href: `#${partId(part.category)}`,
              count: countOf(t, part),
            })),
            ...(nothing === undefined
              ? []
              : [
                  {
                    text: nothing.title,
                    href: `#${nothing.id}`,
                    count: t('practitioner.record.kinds', { count: silent.length }),
                  },
                ]),
          ],
    parts: shown.map((part) => presentPart(t, language, part)),
    silent: nothing,
  };
}
