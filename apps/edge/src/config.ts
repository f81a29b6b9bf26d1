import { Type } from 'class-transformer';
import { IsArray, IsInt, IsIP, IsOptional, IsString, Max, Min } from 'class-validator';
import { CommaSeparated, HostConfig, IsOrigin } from '#libs/http';
import type { Upstream } from './routing/routes.js';

const MEBIBYTE = 1_048_576;

/** How the one address is set up. It holds no secret but the path of its certificate's key. */
export class EdgeConfig extends HostConfig {
  /** Where each app answers; addresses without a path. */
  @IsOrigin()
  readonly CONSENT_URL!: string;

  @IsOrigin()
  readonly POLICY_URL!: string;

  @IsOrigin()
  readonly RELAY_URL!: string;

  @IsOrigin()
  readonly AUDIT_URL!: string;

  @IsOrigin()
  readonly PORTAL_URL!: string;

  /** Where the operator finds `/livez`, `/readyz` and `/metrics`: a port that is not the public's. 0 takes any (tests). */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  readonly ADMIN_PORT!: number;

  @IsString()
  readonly ADMIN_HOST: string = '127.0.0.1';

  /** PEM files; both or neither. With them the edge speaks TLS and nothing else. */
  @IsOptional()
  @IsString()
  readonly TLS_CERT_FILE?: string;

  @IsOptional()
  @IsString()
  readonly TLS_KEY_FILE?: string;

  /** Bytes of a body at most. A batch of 200 record updates fits with room to spare; the apps' own limits are narrower. */
  @Type(() => Number)
  @IsInt()
  @Min(1024)
  readonly BODY_LIMIT_BYTES: number = 8 * MEBIBYTE;

  /** Requests a minute from one address. A whole agency may stand behind one, so this stops floods and no desk. */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  readonly RATE_LIMIT_PER_MINUTE: number = 60_000;

  /** Milliseconds until an app that says nothing is given up. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  readonly UPSTREAM_TIMEOUT_MS: number = 30_000;

  /** Milliseconds that a body may take whatever its size; after them it must keep up a modem's speed, or is refused. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  readonly BODY_GRACE_MS: number = 5_000;

  /** Milliseconds until a caller who has stopped reading an answer is cut off. */
  @Type(() => Number)
  @IsInt()
  @Min(10)
  readonly STALL_MS: number = 10_000;

  /** Open sockets at most; one more, and the oldest idle one gives way. */
  @Type(() => Number)
  @IsInt()
  @Min(64)
  readonly MAX_CONNECTIONS: number = 2_000;

  /** The same for one address, unless proxies stand before the edge. */
  @Type(() => Number)
  @IsInt()
  @Min(16)
  readonly MAX_CONNECTIONS_PER_ADDRESS: number = 1_000;

  /** Addresses of the proxies before the edge, comma-separated: only their `X-Forwarded-For`, `-Proto` and `-Host` are believed. */
  @IsOptional()
  @CommaSeparated()
  @IsArray()
  @IsIP(undefined, { each: true })
  readonly TRUSTED_PROXIES?: readonly string[];

  get connectionsPerAddress(): number {
    return this.TRUSTED_PROXIES ? Infinity : this.MAX_CONNECTIONS_PER_ADDRESS;
  }

  upstreamUrl(upstream: Upstream): string {
    const addresses: Readonly<Record<Upstream, string>> = {
      consent: this.CONSENT_URL,
      policy: this.POLICY_URL,
      relay: this.RELAY_URL,
      audit: this.AUDIT_URL,
      portal: this.PORTAL_URL,
    };
    return addresses[upstream];
  }
}
