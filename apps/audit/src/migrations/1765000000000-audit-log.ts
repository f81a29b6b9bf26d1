import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the log (design 7). `audit_app` reads them and writes none of them: entries come in through
 * `audit.append_v1` and move on through `audit.extend_v1` only, so no app role can edit or remove one.
 */
export class AuditLog1765000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- Written in the business transaction, emptied by the one sequencer: short-lived rows, so vacuum early and often.
      CREATE TABLE audit.staging (
        id           uuid PRIMARY KEY,
        at           timestamptz NOT NULL,
        kind         text NOT NULL CHECK (kind IN ('disclosure', 'decision', 'search', 'directive', 'governance')),
        bundle       text CHECK (bundle ~ '^[0-9a-f]{64}$'),
        detail_hash  bytea NOT NULL CHECK (length(detail_hash) = 32),
        detail       bytea NOT NULL CHECK (length(detail) BETWEEN 1 AND 131072),
        wrapped_key  bytea NOT NULL CHECK (length(wrapped_key) BETWEEN 1 AND 256),
        holder_level text NOT NULL CHECK (holder_level IN ('resident', 'practitioner', 'place')),
        holder_id    text NOT NULL,
        facets       jsonb NOT NULL CHECK (jsonb_typeof(facets) = 'object')
      ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000,
              autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 20000,
              autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 5000);

      -- The sequencer takes the oldest first, so that overload delays everybody alike and starves nobody.
      CREATE INDEX staging_oldest ON audit.staging (at);

      -- One row per leaf; idx is gapless from 0 because extend_v1 counts it from the head it holds locked.
      CREATE TABLE audit.entry (
        idx  bigint PRIMARY KEY CHECK (idx >= 0),
        id   uuid NOT NULL UNIQUE,
        at   timestamptz NOT NULL,
        leaf bytea NOT NULL CHECK (length(leaf) BETWEEN 1 AND 4096)
      );

      -- Ciphertext only. It stays when a key is erased: its hash is in the leaf and the proofs must hold (promise 12).
      CREATE TABLE audit.detail (entry_id uuid PRIMARY KEY, sealed bytea NOT NULL);

      -- The private index: who holds the key that opens an entry. Never exported, never in the log.
      CREATE TABLE audit.entry_key (
        entry_id     uuid PRIMARY KEY,
        wrapped_key  bytea NOT NULL,
        holder_level text NOT NULL,
        holder_id    text NOT NULL
      );
      CREATE INDEX entry_key_holder ON audit.entry_key (holder_level, holder_id);

      -- Data keys of practitioners, wrapped by the key-encryption key; a deleted row erases what it held.
      CREATE TABLE audit.practitioner_key (practitioner text PRIMARY KEY, wrapped_key bytea NOT NULL);

      -- Search projection: erasable, may be rebuilt from details whose key still exists, proves nothing.
      CREATE TABLE audit.entry_index (
        entry_id         uuid PRIMARY KEY,
        at               timestamptz NOT NULL,
        kind             text NOT NULL,
        resident_id      uuid,
        action           text NOT NULL,
        outcome          text NOT NULL,
        rule             text,
        purpose          text,
        categories       text[] NOT NULL,
        source_agency    text,
        requester_agency text,
        recipient_agency text,
        requester_id     text,
        practitioner_id  text,
        disclosure_id    text,
        agreement        text,
        basis            text,
        record_id        text,
        delivery_id      text,
        defer_notice     boolean NOT NULL
      );
      CREATE INDEX entry_index_resident  ON audit.entry_index (resident_id, at DESC, entry_id DESC);
      CREATE INDEX entry_index_source    ON audit.entry_index (source_agency, at DESC, entry_id DESC);
      CREATE INDEX entry_index_requester ON audit.entry_index (requester_agency, at DESC, entry_id DESC);
      CREATE INDEX entry_index_recipient ON audit.entry_index (recipient_agency, at DESC, entry_id DESC);

      -- C2SP tlog-tiles: one row per tile at its widest; any narrower partial tile is a prefix of it.
      CREATE TABLE audit.tile (
        level  smallint NOT NULL CHECK (level BETWEEN 0 AND 63),
        idx    bigint NOT NULL CHECK (idx >= 0),
        hashes bytea NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0),
        PRIMARY KEY (level, idx)
      );

      -- Every tree head ever signed. Ed25519 is deterministic: signing an unchanged tree again only moves confirmed_at.
      CREATE TABLE audit.checkpoint (
        size         bigint PRIMARY KEY CHECK (size >= 0),
        root         bytea NOT NULL CHECK (length(root) = 32),
        note         text NOT NULL,
        signed_at    timestamptz NOT NULL,
        confirmed_at timestamptz NOT NULL
      );

      -- The size that the next batch starts from; its row lock fences a sequencer that lost its advisory lock unaware.
      CREATE TABLE audit.head (only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one), size bigint NOT NULL);
      INSERT INTO audit.head (size) VALUES (0);
    `);
    await db.query(`
      -- What can be searched now: sequenced lines, and those waiting (idx of the entry is then still unknown).
      CREATE VIEW audit.entry_line AS
        SELECT entry_id, at, kind, resident_id, action, outcome, rule, purpose, categories, source_agency,
               requester_agency, recipient_agency, requester_id, practitioner_id, disclosure_id, agreement, basis, record_id,
               delivery_id, defer_notice
          FROM audit.entry_index
        UNION ALL
        SELECT id, at, kind, (facets ->> 'residentId')::uuid, facets ->> 'action', facets ->> 'outcome',
               facets ->> 'rule', facets ->> 'purpose',
               ARRAY(SELECT pg_catalog.jsonb_array_elements_text(facets -> 'categories')),
               facets ->> 'sourceAgency', facets ->> 'requesterAgency', facets ->> 'recipientAgency',
               facets ->> 'requesterId', facets ->> 'practitionerId', facets ->> 'disclosureId',
               facets ->> 'agreement', facets ->> 'basis', facets ->> 'recordId', facets ->> 'deliveryId',
               coalesce((facets ->> 'deferNotice')::boolean, false)
          FROM audit.staging;
      GRANT USAGE ON SCHEMA audit TO audit_app, consent_app, policy_app, relay_app, relay_owner;
      GRANT SELECT ON audit.staging, audit.entry, audit.detail, audit.entry_key, audit.practitioner_key, audit.entry_index, audit.tile,
        audit.checkpoint, audit.head, audit.entry_line TO audit_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP VIEW audit.entry_line;
      DROP TABLE audit.head, audit.checkpoint, audit.tile, audit.entry_index, audit.practitioner_key, audit.entry_key,
        audit.detail, audit.entry, audit.staging;
    `);
  }
}
