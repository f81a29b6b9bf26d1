import { always, type AlertKey, coded, joined, type Kind, line, NOTE, STATUS, SURE, wordOf } from './kind.js';
import { plainValue, type Saying } from './plain-value.js';
import { type JsonObject, objectsOf } from './seen.js';

/** From the gravest: how bad the worst of several reactions was. */
const SEVERITIES: readonly string[] = ['severe', 'moderate', 'mild'];

/** What happened, each with how bad it was: of several, nobody may read the severity of one beside another. */
function reactionsOf(body: JsonObject, saying: Saying): string | undefined {
  if (typeof body['reaction'] === 'string') return plainValue(body['reaction'], saying);
  const reactions = objectsOf(body['reaction']);
  const texts = reactions.map((item) => {
    const parts = ['manifestation', 'description', 'substance', 'exposureRoute', 'onset'];
    const what = joined(
      parts.map((key) => plainValue(item[key], saying)),
      ', ',
    );
    if (reactions.length === 1) return what;
    const severity = wordOf(item['severity'], 'severity', saying)?.toLowerCase();
    return saying.t('practitioner.record.reaction', {
      what: what ?? saying.t('practitioner.record.notSaid'),
      severity: severity ?? saying.t('practitioner.record.severityNotSaid'),
    });
  });
  return joined(texts);
}

/** How bad it was; of several reactions the worst, since each stands beside its own. */
function severityOf(body: JsonObject, saying: Saying): string | undefined {
  if (typeof body['reaction'] === 'string') return plainValue(body['reaction'], saying);
  const reactions = objectsOf(body['reaction']);
  if (reactions.length < 2) return wordOf(reactions[0]?.['severity'], 'severity', saying);
  const worst = SEVERITIES.find((one) => reactions.some(({ severity }) => severity === one));
  const word = wordOf(worst, 'severity', saying);
  return word === undefined ? undefined : saying.t('practitioner.record.atWorst', { severity: word });
}

const alertOf = (body: JsonObject): AlertKey | undefined =>
  body['criticality'] === 'high' || objectsOf(body['reaction']).some(({ severity }) => severity === 'severe')
    ? 'allergy'
    : undefined;

/** FHIR R4 AllergyIntolerance: to what, what happened and how bad it was, whatever is missing. */
export const ALLERGY: Kind = {
  title: ['code'],
  brief: ['status', 'reaction', 'severity'],
  alert: alertOf,
  lines: [
    always(STATUS),
    always(coded('risk', 'criticality', 'criticality')),
    always({ label: 'reaction', read: reactionsOf }),
    always({ label: 'severity', read: severityOf }),
    SURE,
    coded('allergyType', 'allergyType', 'type'),
    coded('allergyTo', 'allergyTo', 'category'),
    line('since', 'onsetDateTime', 'onsetPeriod', 'onsetAge', 'onsetString'),
    line('lastReaction', 'lastOccurrence'),
    line('noted', 'recordedDate'),
    NOTE,
  ],
};
