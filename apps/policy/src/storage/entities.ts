import { AgencyRow } from '../agency/agency.row.js';
import { AgreementPartyRow } from '../agreement/agreement-party.row.js';
import { AgreementRow } from '../agreement/agreement.row.js';
import { BundleInForceRow } from '../bundle/bundle-in-force.row.js';
import { BundleRow } from '../bundle/bundle.row.js';
import { CategoryStopRow } from '../category-stop/category-stop.row.js';
import { PrincipalRow } from '../principal/principal.row.js';
import { RelationshipRow } from '../relationship/relationship.row.js';

/** Every entity of the app, for the one connection; none leaves its folder otherwise. */
export const ENTITIES = [
  AgencyRow,
  AgreementRow,
  AgreementPartyRow,
  BundleRow,
  BundleInForceRow,
  CategoryStopRow,
  PrincipalRow,
  RelationshipRow,
];
