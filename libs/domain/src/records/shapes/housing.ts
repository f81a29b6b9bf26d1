import { ADDRESS, date, flag, frame, group, locates, number, plain, text, word } from '../declare-fields.js';
import type { Shape } from '../field.js';
import { household } from './person.js';
import { equipmentWord, frequencyWord, stateWord } from './social-care.js';

const landlord = locates(text);
const ROOMS = ['bedroom', 'bathroom', 'kitchen', 'living room', 'hall', 'stairs', 'roof', 'outside', 'whole home'];
const rooms = word(...ROOMS);
/** How to get in. Its code never leaves at all; where it hangs shows the house. */
const access = locates(group({ description: text, keysafe: text, contact: text }));

export const tenancy: Shape = plain({
  tenure: word(
    'social rent',
    'council tenancy',
    'affordable rent',
    'private rent',
    'owner',
    'shared ownership',
    'licence',
  ),
  tenancyKind: word('assured', 'secure', 'introductory', 'starter', 'fixed term', 'assured shorthold', 'licence'),
  tenancyType: text,
  tenancyStatus: text,
  tenancyId: locates(text),
  startedOn: date,
  startDate: date,
  endDate: date,
  rentPounds: number,
  vulnerabilityFlag: flag,
  landlord,
  household,
});

export const property: Shape = plain({
  kind: word('house', 'flat', 'bungalow', 'maisonette', 'bedsit', 'care home', 'caravan'),
  floor: number,
  lift: flag,
  stepsToDoor: number,
  stepFree: flag,
  bedrooms: number,
  rooms,
  doorWidthMm: number,
  accessInformation: access,
  keysafe: locates(text),
  directions: locates(text),
  landlord,
});

export const adaptation: Shape = plain({
  adaptation: equipmentWord,
  adaptations: equipmentWord,
  state: stateWord,
  askedOn: date,
  surveyedOn: date,
  fittedOn: date,
  rooms,
  measurements: group({ widthMm: number, heightMm: number, depthMm: number }),
  grant: word('disabled facilities grant', 'minor adaptation', 'landlord', 'self'),
  contractor: landlord,
  landlord,
});

export const hazard: Shape = plain({
  hazard: word('damp and mould', 'damp', 'mould', 'excess cold', 'excess heat', 'fire', 'electrical', 'falls', 'gas'),
  hazardReportReference: locates(text),
  rooms,
  reportedOn: date,
  dateReported: date,
  madeSafeDate: date,
  investigatedOn: date,
  significant: flag,
  emergency: flag,
  slaBreachFlag: flag,
  description: text,
  landlord,
});

/** HACT RaiseRepair, by its own names. */
export const repairs: Shape = plain({
  descriptionOfWork: text,
  description: text,
  priority: group({ priorityCode: text, priorityDescription: text, requiredCompletionDateTime: date }),
  workClass: group({ workClassCode: text, workClassDescription: text }),
  workElement: group({
    rateScheduleItem: group({ customCode: text, quantity: group({ amount: number }) }),
    trade: text,
  }),
  locationOfRepair: text,
  raisedOn: date,
  doneOn: date,
  state: stateWord,
  accessInformation: access,
  personAlert: group({ type: text, comments: text }),
  locationAlert: locates(group({ type: text, comments: text, attachment: text })),
  sitePropertyUnit: locates(group({ address: ADDRESS, reference: text })),
  landlord,
});

export const housingSupport: Shape = plain({
  need: text,
  needs: text,
  visits: frequencyWord,
  startedOn: date,
  endedOn: date,
  provider: landlord,
});

/** The answer only (domain 2): never a diagnosis beside it. */
export const vulnerabilityFlag: Shape = plain({
  question: frame(word('Does health make damp more serious here?')),
  answer: word('yes'),
  answeredOn: date,
  under5: flag,
});

export const homelessness: Shape = plain({
  duty: word('prevention', 'relief', 'main', 'none', 'ended'),
  dutyStartedOn: date,
  dutyEndedOn: date,
  supportNeeds: text,
  household,
  temporaryAccommodation: locates(text),
  lastSettledBase: locates(text),
  localConnection: locates(text),
  reasonForLoss: text,
});

export const antisocialBehaviour: Shape = plain({
  kind: word('noise', 'harassment', 'damage', 'drugs', 'animals', 'rubbish', 'vehicles', 'violence'),
  reportedOn: date,
  closedOn: date,
  state: stateWord,
  description: text,
  where: locates(text),
});

/** UK Housing Data Standards; a code such as HIV is never passed on, only what a visitor does. */
export const riskToStaff: Shape = plain({
  visitInPairs: flag,
  doNotVisitAlone: flag,
  dog: flag,
  since: date,
  until: date,
  level: word('low', 'medium', 'high'),
  risk: text,
  personAlert: group({ type: text, comments: text }),
});
