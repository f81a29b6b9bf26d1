import { AgencyRow } from '../agency/agency.row.js';
import { AgreementPartyRow } from '../agreement/agreement-party.row.js';
import { AgreementProposalRow } from '../agreement/agreement-proposal.row.js';
import { AgreementVersionRow } from '../agreement/agreement-version.row.js';
import { AgreementRow } from '../agreement/agreement.row.js';
import { BundleReportRow } from '../bundle/bundle-report.row.js';
import { BundleScheduleRow } from '../bundle/bundle-schedule.row.js';
import { BundleStopRow } from '../bundle/bundle-stop.row.js';
import { BundleRow } from '../bundle/bundle.row.js';
import { CategoryStopRow } from '../category-stop/category-stop.row.js';
import { PrincipalRow } from '../principal/principal.row.js';
import { RelationshipStartRow } from '../relationship/relationship-start.row.js';
import { SimulationDifferenceRow } from '../simulation/simulation-difference.row.js';
import { SimulationRow } from '../simulation/simulation.row.js';
import { RelationshipRow } from '../relationship/relationship.row.js';

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
