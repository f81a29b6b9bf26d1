import { CreateRelay1763770300000 } from './1763770300000-create-relay.js';
import { CreateDisclose1763770300001 } from './1763770300001-create-disclose.js';
import { Notices1763870300000 } from './1763870300000-notices.js';
import { SweepInPages1764150300000 } from './1764150300000-sweep-in-pages.js';
import { OneClock1764150300001 } from './1764150300001-one-clock.js';
import { MoveRecords1764170300000 } from './1764170300000-move-records.js';
import { RetractWithMark1765200000000 } from './1765200000000-retract-with-mark.js';
import { FeedPositions1765300000000 } from './1765300000000-feed-positions.js';
import { OfferInOrder1765400000000 } from './1765400000000-offer-in-order.js';
import { AnswersInTurn1765500000000 } from './1765500000000-answers-in-turn.js';
import { KeyControllers1765800300000 } from './1765800300000-key-controllers.js';
import { DiscloseSets1766000000002 } from './1766000000002-disclose-sets.js';
import { AcceptSets1766200000000 } from './1766200000000-accept-sets.js';
import { OfferSets1766200000002 } from './1766200000002-offer-sets.js';

export const relayMigrations = [
  CreateRelay1763770300000,
  CreateDisclose1763770300001,
  Notices1763870300000,
  SweepInPages1764150300000,
  OneClock1764150300001,
  MoveRecords1764170300000,
  RetractWithMark1765200000000,
  FeedPositions1765300000000,
  OfferInOrder1765400000000,
  AnswersInTurn1765500000000,
  KeyControllers1765800300000,
  DiscloseSets1766000000002,
  AcceptSets1766200000000,
  OfferSets1766200000002,
];
