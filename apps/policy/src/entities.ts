import { AgencyRow } from './registry/agency/agency.row.js';
import { AgreementPartyRow } from './registry/agreement/agreement-party.row.js';
import { AgreementProposalRow } from './registry/agreement/agreement-proposal.row.js';
import { AgreementVersionRow } from './registry/agreement/agreement-version.row.js';
import { AgreementRow } from './registry/agreement/agreement.row.js';
import { BundleReportRow } from './rules/bundle/bundle-report.row.js';
import { BundleScheduleRow } from './rules/bundle/bundle-schedule.row.js';
import { BundleStopRow } from './rules/bundle/bundle-stop.row.js';
import { BundleRow } from './rules/bundle/bundle.row.js';
import { CategoryStopRow } from './registry/category-stop/category-stop.row.js';
import { PrincipalRow } from './registry/principal/principal.row.js';
import { RelationshipStartRow } from './registry/relationship/relationship-start.row.js';
import { SimulationDifferenceRow } from './rules/simulation/simulation-difference.row.js';
import { SimulationRow } from './rules/simulation/simulation.row.js';
import { RelationshipRow } from './registry/relationship/relationship.row.js';

/** Every entity of the app, for the one connection; none leaves its folder otherwise. */
export const ENTITIES = [
  AgencyRow,
  AgreementRow,
  AgreementPartyRow,
  AgreementProposalRow,
  AgreementVersionRow,
  BundleRow,
  BundleReportRow,
  BundleScheduleRow,
  BundleStopRow,
  CategoryStopRow,
  PrincipalRow,
  RelationshipRow,
  RelationshipStartRow,
  SimulationDifferenceRow,
  SimulationRow,
];
