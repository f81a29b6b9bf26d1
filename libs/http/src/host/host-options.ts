import type { HttpMetrics, Log } from '#libs/telemetry';
import type { HostConfig } from '../config/host-config.js';
import type { SignInConfig } from '../config/sign-in-config.js';
import type { BodyOptions } from '../body/read-bodies.js';
import type { FastifyPluginAsync, FastifyPluginCallback, FastifyServerOptions } from 'fastify';

/** What an app says of itself: also in its document, where it is only looked at. */
export interface About {
  /** `consent`, `relay`…: the app's name in logs, metrics and its document. */
  readonly name: string;
  readonly title: string;
  readonly description: string;
}

export interface HostOptions extends About {
  /** A SignInConfig where any route is not open to anyone. */
  readonly config: HostConfig | SignInConfig;
  /** Bodies of routes, by path, that are not what all others are: posts of records. */
  readonly bodies?: Readonly<Record<string, BodyOptions>>;
  /** How many requests are worked on at once; what stops sharing has a lane of its own beside. */
  readonly usualSlots?: number;
  /** The app's own, when it was needed before the host stood; else the host makes one. */
  readonly log?: Log;
  readonly metrics?: HttpMetrics;
  /** Of Fastify, before any route: what reads another kind of body than JSON. */
  readonly plugins?: readonly (FastifyPluginAsync | FastifyPluginCallback)[];
  /** False for an app whose routes are pages: it has no OpenAPI document. */
  readonly documented?: boolean;
  /** Where `/livez`, `/readyz` and `/metrics` are, when not beside the app's own routes: the edge's port is the public's. */
  readonly operations?: { readonly host: string; readonly port: number };
  /** TLS, for the edge. */
  readonly https?: { readonly cert: Buffer; readonly key: Buffer };
  readonly serverOptions?: Pick<FastifyServerOptions, 'trustProxy' | 'rewriteUrl'>;
}
