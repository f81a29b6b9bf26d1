import { IsArray, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { CommaSeparated, ResidentFacingConfig } from '#libs/http';
import { ENGINES, type EngineName } from '#libs/pdp';

/** The relay's environment. Everything has a default but the database, the keys and the issuers. */
export class RelayConfig extends ResidentFacingConfig {
  /** `postgres://relay_app:…` on the primary; never a replica and never through a transaction pooler. */
  @Matches(/^postgres(ql)?:\/\//)
  readonly DATABASE_URL!: string;

  /** Comma-separated `host:port` of Kafka; when left out, messages go through the embedded log in PostgreSQL. */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @Matches(/^[^\s:,]+:\d+$/, { each: true })
  readonly KAFKA_BROKERS?: readonly string[];

  /** CloudEvents `source` of every message: a URI of the place. */
  @IsString()
  readonly EVENT_SOURCE: string = 'urn:consent-broker:relay';

  /** Which engine evaluates the policies: our compiled one, or Cedar's own (`official`), slower by two orders of magnitude. */
  @IsIn(ENGINES)
  readonly ENGINE: EngineName = 'compiled';
}
