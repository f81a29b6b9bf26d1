import type { Directive, SharedAgreement } from '../record/answers.js';
import { endedAt } from '../record/describe-directive.js';
import type { Card } from '../record/fact.js';
import type { Telling } from '../record/telling.js';
import { choiceCard } from './choice-card.js';

/** What was replaced or taken back, what ended last first. */
export const presentEarlier = (
  directives: readonly Directive[],
  items: readonly SharedAgreement[] | undefined,
  telling: Telling,
): readonly Card[] =>
  directives
    .toSorted((one, other) => Date.parse(endedAt(other)) - Date.parse(endedAt(one)))
    .map((directive) => choiceCard({ directive, items }, telling));
