import { date, flag, group, locates, means, number, plain, text, word } from '../declare-fields.js';
import type { Field, Shape } from '../field.js';

const LEVELS = [
  ...['independent', 'alone', 'with prompting', 'prompting', 'with help', 'needs help', 'with supervision'],
  ...['with one person', 'with two people', 'with equipment', 'with an aid', 'with a frame', 'with a stick', 'hoist'],
  ...['wheelchair', 'unable', 'not assessed', 'yes', 'no'],
];
const level = word(...LEVELS);
const ACTIVITIES = [
  ...['walking indoors', 'walking outdoors', 'stairs', 'transfers', 'bed', 'chair', 'toilet', 'washing', 'bathing'],
  ...['dressing', 'eating', 'drinking', 'cooking', 'medicines', 'continence', 'shopping', 'getting out'],
];
const FREQUENCIES = ['daily', 'weekly', 'fortnightly', 'monthly', 'twice a day', 'three times a day', 'once'];
const EQUIPMENT = [
  ...['walking frame', 'walking stick', 'crutches', 'wheelchair', 'rollator', 'raised toilet seat', 'commode', 'hoist'],
  ...['grab rail', 'stair rail', 'second stair rail', 'bath board', 'bath lift', 'shower chair', 'level-access shower'],
  ...[
    'stairlift',
    'ramp',
    'hospital bed',
    'pressure mattress',
    'pendant alarm',
    'key safe',
    'door entry',
    'chair raisers',
  ],
];
const STATES = [
  ...['asked', 'assessed', 'surveyed', 'approved', 'ordered', 'fitted', 'delivered', 'in use', 'returned', 'refused'],
  ...['open', 'closed', 'active', 'ended', 'planned', 'started', 'done', 'waiting', 'not needed'],
];
export const equipmentWord: Field = word(...EQUIPMENT);
export const stateWord: Field = word(...STATES);
export const frequencyWord: Field = word(...FREQUENCIES);
const provider = locates(text);

/** Answers from the list pass beside a hidden diagnosis; what is told in sentences does not. */
export const functioning: Shape = plain({
  ...{
    mobility: level,
    walking: level,
    stairs: level,
    transfers: level,
    washing: level,
    bathing: level,
    dressing: level,
  },
  ...{ eating: level, toileting: level, continence: level, cooking: level, medicines: level },
  activities: group({ activity: word(...ACTIVITIES), level, since: date, note: text }, 'activity'),
  falls: number,
  heightCm: number,
  weightKg: number,
  summary: text,
});

export const equipment: Shape = plain({
  equipment: equipmentWord,
  inUse: equipmentWord,
  items: group({ item: equipmentWord, state: stateWord, quantity: number, fittedOn: date, serial: text }, 'item'),
  needs: equipmentWord,
  needed: text,
  deliveredTo: locates(text),
  supplier: provider,
  rail: word('stairs', 'bath', 'toilet', 'door'),
});

export const discharge: Shape = plain({
  pathway: number,
  admittedOn: date,
  dischargedOn: date,
  readyOn: date,
  destination: locates(text),
  ward: locates(text),
  hospital: locates(text),
  mode: word('home', 'own home', 'care home', 'community hospital', 'hospice'),
  needs: group({ activity: word(...ACTIVITIES), level, note: text }, 'activity'),
  summary: text,
  followUp: text,
});

export const carePlanPlain: Shape = plain({
  goal: text,
  goals: text,
  plan: text,
  startedOn: date,
  state: stateWord,
  needs: group({ activity: word(...ACTIVITIES), level, note: text }, 'activity'),
});

export const carePackage: Shape = plain({
  service: text,
  serviceType: word(
    ...['home care', 'live-in care', 'day care', 'respite', 'supported living', 'residential care', 'nursing care'],
    ...['direct payment', 'meals', 'telecare', 'short breaks'],
  ),
  fundingSource: word('local authority', 'NHS', 'joint', 'self', 'continuing healthcare'),
  visitsAWeek: number,
  hoursAWeek: number,
  startedOn: date,
  endedOn: date,
  schedule: text,
  provider,
});

export const reablement: Shape = plain({
  goal: text,
  startedOn: date,
  endedOn: date,
  weeks: number,
  visitsAWeek: number,
  outcome: word('independent', 'reduced need', 'same need', 'increased need', 'stopped early'),
  needs: group({ activity: word(...ACTIVITIES), level, note: text }, 'activity'),
  provider,
});

export const contingency: Shape = plain({
  ...{ earlySigns: text, whatHelps: text, whatDoesNot: text, plan: text, triggers: text },
  callFirst: word('key worker', 'crisis team', 'carer', 'ambulance', 'next of kin'),
});

export const safeguarding: Shape = plain({
  concern: text,
  raisedOn: date,
  closedOn: date,
  state: stateWord,
  kind: word(
    ...['physical', 'domestic', 'sexual', 'psychological', 'financial', 'neglect', 'self-neglect', 'discriminatory'],
    ...['organisational', 'modern slavery'],
  ),
  stage: word('concern', 'enquiry', 'plan', 'review', 'closed'),
  allegedBy: text,
  where: locates(text),
  makingItPersonal: text,
});

export const capacity: Shape = plain({
  decision: text,
  lacks: flag,
  assessedOn: date,
  lapsesOn: date,
  assessedBy: text,
  outcome: word('has capacity', 'lacks capacity', 'fluctuates'),
  bestInterests: text,
});

export const finance: Shape = plain({
  contribution: text,
  contributionPounds: number,
  savingsBand: word('below the lower limit', 'between the limits', 'above the upper limit'),
  benefit: text,
  rentArrearsPounds: number,
  arrearsSince: date,
  fullCost: flag,
  directPayment: flag,
});

/** Mental health, substance use, sexual health: what is said of them is mostly said in words. */
export const clinicalNarrative: Shape = plain({
  careCoordinator: locates(text),
  team: locates(text),
  alcohol: means('diagnosis', text),
  drugs: means('diagnosis', text),
  history: means('diagnosis', text),
  treatment: text,
  startedOn: date,
  endedOn: date,
  state: stateWord,
  status: text,
});
