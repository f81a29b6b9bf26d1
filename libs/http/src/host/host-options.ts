import type { HttpMetrics, Log } from '#libs/telemetry';
import type { HostConfig } from '../config/host-config.js';
import type { SignInConfig } from '../config/sign-in-config.js';
import type { FastifyPluginAsync, FastifyPluginCallback, FastifyServerOptions } from 'fastify';

export interface HostOptions {
  /** `consent`, `relay`…: the app's name in logs, metrics and its document. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** A SignInConfig where any route is not open to anyone. */
  readonly config: HostConfig | SignInConfig;
  /** Largest body in bytes; 256 kB unless a batch route needs more. */
  readonly bodyLimit?: number;
  /** The app's own, when it was needed before the host stood; else the host makes one. */
  readonly log?: Log;
  readonly metrics?: HttpMetrics;
  /** Of Fastify, before any route: what reads another kind of body than JSON. */
  readonly plugins?: readonly (FastifyPluginAsync | FastifyPluginCallback)[];
  /** False for an app whose routes are pages: it has no OpenAPI document. */
  readonly documented?: boolean;
  /** TLS, for the edge. */
  readonly https?: { readonly cert: Buffer; readonly key: Buffer };
  readonly serverOptions?: Pick<FastifyServerOptions, 'trustProxy' | 'requestTimeout'>;
}
