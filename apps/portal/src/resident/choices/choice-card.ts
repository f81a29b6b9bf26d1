import {
  nowFacts,
  saidFacts,
  sideOf,
  stateTag,
  timeFacts,
  titleOf,
  type Stated,
} from '../record/describe-directive.js';
import type { Card } from '../record/fact.js';
import type { Telling } from '../record/telling.js';

/** One thing that was said, among others: how it stands, and where there is more about it. */
export function choiceCard(stated: Stated, telling: Telling): Card {
  const { t } = telling;
  const { directive, items } = stated;
  const title = titleOf(directive, items ?? [], telling);
  const href = `/resident/choices/${directive.id}`;
  return {
    title,
    state: stateTag(stated, telling),
    facts: [
      ...saidFacts(directive, items, telling),
      ...nowFacts(stated, telling),
      ...timeFacts(directive, telling).slice(0, -1),
    ],
    links: [
      { text: t('resident.sharing.details'), href, hidden: title },
      ...(sideOf(directive) === 'on'
        ? [{ text: t('resident.sharing.stop'), href: `${href}/stop`, hidden: title }]
        : []),
    ],
  };
}
