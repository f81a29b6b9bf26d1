import { dateInput, errorSummary, type FieldError } from '../../shell/page.js';
import type { Translate } from '../../words/texts.js';
import { day, exactMoment, until } from '../../words/times.js';
import { word } from '../../words/words.js';
import { ENTRIES } from '../explorer/present-entries.js';
import type { Words } from '../show/words.js';
import { codeCell, countCell, dataCell, fact, headOf, timeCell, type Fact, type Listing } from '../show/cell.js';
import { POLICIES } from './present-policy.js';
import type { Simulation, SimulationDifference } from './simulation.js';

/** More are found than a page shows: the numbers are of all. */
const SHOWN = 100;

export interface Period {
  readonly hash: string;
  readonly from: string;
  readonly until: string;
  readonly errors: readonly FieldError[];
}

/** The form that starts a replay: two days in London, both included. */
export function presentPeriod({ hash, from, until, errors }: Period, t: Translate) {
  const date = (name: 'from' | 'until', value: string) =>
    dateInput(name, { value, label: t(`officer.replay.${name}`), errors });
  return {
    action: `${POLICIES}/${hash}/replays`,
    fields: [date('from', from), date('until', until)],
    errors: errorSummary(t, errors),
  };
}

export const isRunning = ({ endedAt }: Simulation): boolean => endedAt === null;

/** How far it is, and the numbers of what was found. */
export function presentProgress(simulation: Simulation, { t, language }: Words) {
  const { total, done, unreadable } = simulation;
  const said = `officer.replay.state.${simulation.state}`;
  const rows: Fact[] = [
    fact(
      t('officer.replay.period'),
      timeCell(day(simulation.from, language)),
      timeCell(until(simulation.until, language)),
    ),
    fact(t('officer.replay.looked'), { text: t('officer.replay.of', { done, total }) }),
    fact(t('officer.replay.newlyAllowed'), countCell(simulation.newlyAllowed)),
    fact(t('officer.replay.newlyDenied'), countCell(simulation.newlyDenied)),
    fact(t('officer.replay.exposed'), countCell(simulation.residentsExposed)),
    ...(unreadable === 0 ? [] : [fact(t('officer.replay.unreadable'), countCell(unreadable))]),
  ];
  return {
    rows,
    says: t(t.knows(said) ? said : 'officer.replay.state.running'),
    running: isRunning(simulation),
    progress: { max: Math.max(1, total), value: done, label: t('officer.replay.progress') },
    finding: isRunning(simulation) ? undefined : findingOf(simulation, t),
  };
}

/** That nothing would have changed is a finding, too. */
function findingOf({ newlyAllowed, newlyDenied, residentsExposed }: Simulation, t: Translate): string {
  return newlyAllowed + newlyDenied === 0
    ? t('officer.replay.none')
    : t('officer.replay.found', {
        allowed: newlyAllowed,
        denied: newlyDenied,
        people: t('officer.replay.people', { count: residentsExposed }),
      });
}

/** Each difference that the officer may read of, with the event that it is about. */
export function presentDifferences(found: readonly SimulationDifference[], { t, language, nameOf }: Words) {
  if (found.length === 0) return undefined;
  const list: Listing = {
    caption: t('officer.replay.caption'),
    head: headOf(t, 'officer.replay', 'time', 'change', 'information', 'purpose', 'agencies', 'before', 'after'),
    rows: found.slice(0, SHOWN).map((one) => [
      {
        ...dataCell(exactMoment(one.at, language).text),
        href: `${ENTRIES}/${one.entryId}`,
        hidden: one.entryId.slice(0, 8),
      },
      codeCell(t, 'officer.replay.change', one.change, { 'newly-allowed': 'red', 'newly-denied': 'blue' }),
      { text: word(t, 'category', one.category) },
      { text: word(t, 'purpose', one.purpose) },
      dataCell(`${nameOf(one.source)} → ${nameOf(one.recipient)}`),
      dataCell(one.ruleBefore),
      dataCell(one.ruleAfter),
    ]),
  };
  return {
    list,
    more: found.length > SHOWN ? t('officer.replay.more', { shown: SHOWN, all: found.length }) : undefined,
  };
}
