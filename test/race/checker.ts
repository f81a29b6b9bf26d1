import type pg from 'pg';
import type { Tally } from './discloser/orders.js';
import type { Acknowledgements } from './revoker/revoking-session.js';

/** The promise of design 2: nobody waits longer than this for the acknowledgement of a revocation. */
export const ACKNOWLEDGED_WITHIN_MS = 1000;

export interface Verdict {
  readonly permits: number;
  readonly denials: number;
  /** Disclosures that the state noted by the last change before them forbids, by what forbids them. See ledger.sql.ts. */
  readonly leaks: { readonly [cause: string]: number };
  /** Those among them that were invisible even to a snapshot taken after the acknowledgement. */
  readonly pastAcknowledgement: number;
  /** Revocations past the bound, deadlocks and lock time-outs on either side. */
  readonly stalls: readonly string[];
  /** Entries without disclosure, disclosures without entry, gaps in a stream, rows that nobody was told of. */
  readonly mismatches: readonly string[];
}

/** Every permitted disclosure, placed behind the last change of its place, practitioner and resident. */
const PLACED = `
  WITH permitted AS (
    -- A row's inserting transaction; the cluster is younger than its first 2^32 transactions.
    SELECT d.*, d.xmin::text::xid8 AS xid, s.bundle, p.agreement_id, g.mode
    FROM relay.disclosure d JOIN audit.staging s ON s.id = d.entry_id
      JOIN policy.agreement_party p ON p.source = d.source_agency AND p.recipient = d.recipient_agency
      JOIN policy.agreement g ON g.id = p.agreement_id
    WHERE d.outcome = 'permit'
  ), keyed AS (
    SELECT d.*, k.* FROM permitted d
      CROSS JOIN LATERAL (VALUES (1, ''), (2, d.requester_id), (3, d.resident_id::text)) AS k(level, key)
  ), placed AS (
    SELECT d.*, e.kind AS change, e.state, e.seen_after IS NOT NULL AND NOT pg_visible_in_snapshot(d.xid, e.seen_after) AS certain
    FROM keyed d CROSS JOIN LATERAL (
      SELECT e.* FROM race.event e
      WHERE e.level = d.level AND e.key = d.key AND NOT pg_visible_in_snapshot(d.xid, e.seen)
      ORDER BY e.id DESC LIMIT 1) e
  )
  SELECT 'after ' || change AS cause, count(*)::int AS leaks, count(*) FILTER (WHERE certain)::int AS certain FROM placed
  WHERE NOT CASE level
    WHEN 1 THEN state ->> 'bundle' = bundle AND state -> 'agencies' ?& ARRAY[source_agency, recipient_agency]
      AND coalesce(state -> 'agreements' -> agreement_id ? category, false) AND NOT state -> 'stops' ? category
    WHEN 2 THEN (state ->> 'active')::boolean
    ELSE NOT (state ->> 'restricted')::boolean AND NOT ((state ->> 'shielded')::boolean AND category = 'CONTACT')
      AND state -> 'relations' ? recipient_agency
      AND (mode <> 'EXPLICIT' OR EXISTS (SELECT 1 FROM jsonb_array_elements(state -> 'given') AS g
        WHERE g -> 'categories' ? category AND committed_at < coalesce((g ->> 'until')::timestamptz, 'infinity')))
    END
  GROUP BY 1`;

const MISMATCHES = `
  SELECT 'disclosure without entry' AS what, d.id::text AS which FROM relay.disclosure d
    WHERE NOT EXISTS (SELECT 1 FROM audit.staging s WHERE s.id = d.entry_id AND s.facets ->> 'disclosureId' = d.id::text)
  UNION ALL SELECT 'entry without disclosure', s.id::text FROM audit.staging s
    WHERE NOT EXISTS (SELECT 1 FROM relay.disclosure d WHERE d.entry_id = s.id)
  UNION ALL SELECT 'gap in stream', c.stream FROM messaging.stream_counter c
    WHERE c.seq <> (SELECT count(*) FROM messaging.outbox o WHERE o.stream = c.stream AND o.seq BETWEEN 1 AND c.seq)
  UNION ALL SELECT 'delivery without message', v.id::text FROM relay.delivery v
    WHERE v.seq IS NOT NULL AND NOT EXISTS
      (SELECT 1 FROM messaging.outbox o WHERE o.stream = v.stream AND o.seq = v.seq AND o.event_id = v.id)
  UNION ALL SELECT 'message without delivery', o.event_id::text FROM messaging.outbox o
    WHERE NOT EXISTS (SELECT 1 FROM relay.delivery v WHERE v.id = o.event_id AND v.seq = o.seq)
  UNION ALL SELECT 'delivery without permit', v.id::text FROM relay.delivery v
    WHERE v.seq IS NOT NULL AND 1 <> (SELECT count(*) FROM relay.disclosure d
      WHERE d.delivery_id = v.id AND d.kind = 'offer' AND d.outcome = 'permit')`;

const COUNTS = `
  SELECT count(*) FILTER (WHERE outcome = 'permit')::int AS permits, count(*) FILTER (WHERE outcome = 'deny')::int AS denials,
    (SELECT count(*)::int FROM messaging.outbox) AS messages FROM relay.disclosure`;

/** A deadlock, a lock that did not come within its bound, a transaction that outlived its own. */
const STALLING = new Set(['40P01', '55P03', '25P04']);

/** Judges a finished race from the database alone, and holds it against what both sides were told. */
export async function judge(admin: pg.Client, tallies: readonly Tally[], acks: Acknowledgements): Promise<Verdict> {
  const { rows: leaks } = await admin.query<{ cause: string; leaks: number; certain: number }>(PLACED);
  const { rows: odd } = await admin.query<{ what: string; which: string }>(MISMATCHES);
  const { rows } = await admin.query<{ permits: number; denials: number; messages: number }>(COUNTS);
  const { permits, denials, messages } = rows[0]!;
  const told = (pick: (tally: Tally) => number): number => tallies.reduce((sum, tally) => sum + pick(tally), 0);
  const differs = (what: string, said: number, found: number): string[] =>
    said === found ? [] : [`${what}: ${said} told, ${found} found`];
  return {
    permits,
    denials,
    leaks: Object.fromEntries(leaks.map((row) => [row.cause, row.leaks])),
    pastAcknowledgement: leaks.reduce((sum, row) => sum + row.certain, 0),
    stalls: [
      ...acks.latencies
        .filter((ms) => ms > ACKNOWLEDGED_WITHIN_MS)
        .map((ms) => `acknowledged after ${Math.round(ms)} ms`),
      ...stalled(tallies, acks),
    ],
    mismatches: [
      ...odd.map(({ what, which }) => `${what}: ${which}`),
      ...differs(
        'permits',
        told((t) => t.recordedPermits),
        permits,
      ),
      ...differs(
        'denials',
        told((t) => t.recordedDenials),
        denials,
      ),
      ...differs(
        'offers',
        told((t) => t.offered),
        messages,
      ),
    ],
  };
}

function stalled(tallies: readonly Tally[], acks: Acknowledgements): string[] {
  const sides = [...tallies.map((tally) => ['discloser', tally.errors] as const), ['revoker', acks.errors] as const];
  return sides.flatMap(([side, errors]) =>
    Object.entries(errors)
      .filter(([state]) => STALLING.has(state))
      .map(([state, count]) => `${side}: ${count} times ${state}`),
  );
}

/** Errors on either side that no race should see and that are no stall, by SQLSTATE. */
export function unexpected(tallies: readonly Tally[], acks: Acknowledgements): string[] {
  return [...tallies.map((tally) => tally.errors), acks.errors]
    .flatMap((errors) => Object.keys(errors))
    .filter((state) => !STALLING.has(state));
}
