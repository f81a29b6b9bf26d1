import { ADDRESS, date, flag, group, locates, number, plain, text, word } from '../declare-fields.js';
import type { Field, Shape } from '../field.js';

const RELATIONSHIPS = [
  ...['spouse', 'partner', 'husband', 'wife', 'parent', 'mother', 'father', 'child', 'daughter', 'son', 'sibling'],
  ...['sister', 'brother', 'grandchild', 'grandparent', 'aunt', 'uncle', 'niece', 'nephew', 'cousin', 'friend'],
  ...['neighbour', 'carer', 'guardian', 'attorney', 'deputy', 'advocate', 'other'],
];
const relationship = word(...RELATIONSHIPS);
const people: Record<string, Field> = {
  title: word('Mr', 'Mrs', 'Ms', 'Miss', 'Mx', 'Dr', 'Rev', 'Prof', 'Sir', 'Dame'),
  name: text,
  familyName: text,
  givenName: text,
  preferredName: text,
  birthDate: date,
  dateOfBirth: date,
};
const nhsNumber = locates(text);

export const demographics: Shape = plain({
  ...people,
  nhsNumber,
  sex: word('female', 'male', 'intersex', 'not stated', 'f', 'm'),
  gender: word('female', 'male', 'non-binary', 'other', 'unknown', 'not stated'),
  ethnicity: text,
  maritalStatus: word('single', 'married', 'civil partner', 'divorced', 'widowed', 'separated'),
  landlord: locates(text),
  surgery: locates(text),
  generalPractice: locates(text),
  school: locates(text),
  household: locates(text),
});

export const contact: Shape = plain({
  ...people,
  telecom: locates(group({ system: text, value: text, use: text })),
  preferredMethod: word('phone', 'text', 'email', 'letter', 'in person', 'through somebody else'),
  safeToCall: flag,
});

export const location: Shape = plain({
  whereNow: locates(text),
  ward: locates(text),
  site: locates(text),
  landlord: locates(text),
  surgery: locates(text),
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

/** Main languages of the census of England and Wales, and those that are signed. */
const LANGUAGES = [
  ...['English', 'Welsh', 'Polish', 'Romanian', 'Punjabi', 'Urdu', 'Portuguese', 'Spanish', 'Arabic', 'Bengali'],
  ...['Gujarati', 'Italian', 'Somali', 'French', 'Turkish', 'Tamil', 'Chinese', 'Cantonese', 'Mandarin', 'Persian'],
  ...['Farsi', 'Kurdish', 'Pashto', 'Dari', 'Hindi', 'Lithuanian', 'Bulgarian', 'Hungarian', 'Russian', 'Ukrainian'],
  ...['Greek', 'German', 'Dutch', 'Albanian', 'Amharic', 'Tigrinya', 'Swahili', 'Yoruba', 'Igbo', 'Shona', 'Akan'],
  ...['Vietnamese', 'Thai', 'Nepali', 'Sinhala', 'Malayalam', 'Japanese', 'Korean', 'Latvian', 'Slovak', 'Czech'],
  ...['Sylheti', 'British Sign Language', 'BSL', 'Makaton'],
];

export const communicationNeeds: Shape = plain({
  language: word(...LANGUAGES),
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
  status: text,
});
