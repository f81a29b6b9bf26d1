import {
  ADDRESS,
  date,
  flag,
  frame,
  group,
  locates,
  name,
  number,
  plain,
  text,
  token,
  word,
} from '../declare-fields.js';
import type { Field, Shape } from '../field.js';

const RELATIONSHIPS = [
  ...['spouse', 'partner', 'husband', 'wife', 'parent', 'mother', 'father', 'child', 'daughter', 'son', 'sibling'],
  ...['sister', 'brother', 'grandchild', 'grandparent', 'aunt', 'uncle', 'niece', 'nephew', 'cousin', 'friend'],
  ...['neighbour', 'carer', 'guardian', 'attorney', 'deputy', 'advocate', 'other'],
];
const relationship = word(...RELATIONSHIPS);
const people: Record<string, Field> = {
  title: word('Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr', 'Rev', 'Prof', 'Sir', 'Dame'),
  name,
  familyName: name,
  givenName: name,
  preferredName: name,
  birthDate: date,
  dateOfBirth: date,
};
const nhsNumber = locates(name);

export const demographics: Shape = plain({
  ...people,
  nhsNumber,
  sex: word('female', 'male', 'intersex', 'not stated', 'f', 'm'),
  gender: word('female', 'male', 'non-binary', 'other', 'unknown', 'not stated'),
  ethnicity: token,
  maritalStatus: word('single', 'married', 'civil partner', 'divorced', 'widowed', 'separated'),
  landlord: locates(name),
  surgery: locates(name),
  generalPractice: locates(name),
  school: locates(name),
  household: locates(text),
});

export const contact: Shape = plain({
  ...people,
  telecom: locates(group({ system: token, value: name, use: token })),
  preferredMethod: word('phone', 'text', 'email', 'letter', 'in person', 'through somebody else'),
  safeToCall: flag,
});

export const location: Shape = plain({
  whereNow: locates(text),
  ward: locates(name),
  site: locates(name),
  landlord: locates(name),
  surgery: locates(name),
  since: date,
  until: date,
  livesAlone: flag,
});

export const aboutMe: Shape = plain({
  whatMatters: text,
  howBestToSupport: text,
  howToCommunicate: text,
  wellness: text,
  routine: text,
  transition: text,
  supportedBy: text,
});

export const communicationNeeds: Shape = plain({
  language: name,
  interpreter: flag,
  format: word('Easy Read', 'large print', 'braille', 'audio', 'BSL', 'Makaton', 'e-mail', 'plain text'),
  hearing: word('no loss', 'hearing aid', 'deaf', 'hard of hearing'),
  sight: word('no loss', 'glasses', 'partially sighted', 'blind'),
  advocate: flag,
});

export const nextOfKin: Shape = plain({ ...people, relationship, nextOfKin: text, contactOrder: number });

export const carers: Shape = plain({
  ...people,
  relationship,
  carer: text,
  hoursAWeek: number,
  livesWith: flag,
  assessed: flag,
  assessedOn: date,
});

/** Who decides: by relationship and by register, never by a name that a household shares. */
export const legalRepresentatives: Shape = plain({
  healthAndWelfare: relationship,
  propertyAndAffairs: relationship,
  registered: flag,
  registeredOn: date,
  appointment: word('sole', 'jointly', 'jointly and severally', 'mixed'),
  kind: word('lasting power of attorney', 'deputy', 'appointee', 'enduring power of attorney'),
  reference: text,
  instructions: text,
});

export const advancePlan: Shape = plain({
  kind: word('advance decision', 'advance statement', 'DNACPR', 'ReSPECT', 'treatment escalation plan'),
  madeOn: date,
  reviewedOn: date,
  valid: flag,
  resuscitation: word('attempt', 'do not attempt', 'not discussed'),
  preferredPlace: word('home', 'hospice', 'hospital', 'care home', 'not stated'),
  statement: text,
  wishes: text,
  heldAt: locates(text),
});

export const household: Field = group({
  relationshipToTenant: relationship,
  adults: number,
  children: number,
  members: number,
  under5: flag,
  names: locates(text),
  address: ADDRESS,
  status: frame(token),
});
