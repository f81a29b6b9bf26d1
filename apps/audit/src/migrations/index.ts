import { AuditLog1765000000000 } from './1765000000000-audit-log.js';
import { AuditFunctions1765000000001 } from './1765000000001-audit-functions.js';
import { AuditDecisions1765000000002 } from './1765000000002-decisions.js';
import { ToldLines1765000000003 } from './1765000000003-told-lines.js';
import { PublishedCheckpoints1765100000000 } from './1765100000000-published-checkpoints.js';
import { EntryAt1765100300000 } from './1765100300000-entry-at.js';
import { LineFacets1765100300001 } from './1765100300001-line-facets.js';
import { RehomeEntries1765800000000 } from './1765800000000-rehome-entries.js';
import { AppendMany1766000000001 } from './1766000000001-append-many.js';
import { AppendByPolicy1766000300001 } from './1766000300001-append-by-policy.js';
import { PlaceFacts1766100000000 } from './1766100000000-place-facts.js';

/** Schema `audit`, in order. Runs after fence and messaging, before consent, policy and relay (design 3). */
export const auditMigrations = [
  AuditLog1765000000000,
  AuditFunctions1765000000001,
  AuditDecisions1765000000002,
  ToldLines1765000000003,
  PublishedCheckpoints1765100000000,
  EntryAt1765100300000,
  LineFacets1765100300001,
  RehomeEntries1765800000000,
  AppendMany1766000000001,
  AppendByPolicy1766000300001,
  PlaceFacts1766100000000,
];
