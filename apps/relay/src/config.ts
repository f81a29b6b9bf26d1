import { IsArray, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { CommaSeparated, IsUri, ResidentFacingConfig } from '#libs/http';
import { SASL_MECHANISMS, type SaslMechanism } from '#libs/messaging';
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

  /** Whether the brokers are reached over TLS. */
  @IsIn(['on', 'off'])
  readonly KAFKA_TLS: 'on' | 'off' = 'off';

  /** PEM file of who signs the brokers' certificates; the system's own list without it. */
  @IsOptional()
  @IsString()
  readonly KAFKA_CA_FILE?: string;

  /** PEM files of the relay's own certificate and key, where brokers ask for one. */
  @IsOptional()
  @IsString()
  readonly KAFKA_CERT_FILE?: string;

  @IsOptional()
  @IsString()
  readonly KAFKA_KEY_FILE?: string;

  /** How the relay signs in at the brokers; with the next two, or none of them. `plain` needs TLS. */
  @IsOptional()
  @IsIn(SASL_MECHANISMS)
  readonly KAFKA_SASL_MECHANISM?: SaslMechanism;

  @IsOptional()
  @IsString()
  readonly KAFKA_USERNAME?: string;

  @IsOptional()
  @IsString()
  readonly KAFKA_PASSWORD_FILE?: string;

  /** CloudEvents `source` of every message: a URI of the place. */
  @IsUri()
  readonly EVENT_SOURCE: string = 'urn:consent-broker:relay';

  /** Which engine evaluates the policies: our compiled one, or Cedar's own (`official`), slower by two orders of magnitude. */
  @IsIn(ENGINES)
  readonly ENGINE: EngineName = 'compiled';

  /** Whether facts may be kept for the fence, which compares what they rest on; `fresh` reads them anew each time. */
  @IsIn(['kept', 'fresh'])
  readonly FACTS: 'kept' | 'fresh' = 'kept';
}
