import type { Type } from '@nestjs/common';
import { createLog } from '#libs/telemetry';
import type { TestIssuer } from '#libs/testing';
import { readConfig } from '../config/read-config.js';
import { SignInConfig } from '../config/sign-in-config.js';
import { bootstrapApp, type RunningApp } from '../host/bootstrap-app.js';
import { SampleController, sampleModule } from './sample-app.js';

export interface SampleHost {
  readonly controllers?: readonly Type[];
  /** Collects what is logged. */
  readonly lines?: string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** The sample app behind the real doors, on any free port. */
export function startSample(issuer: TestIssuer, host: SampleHost = {}): Promise<RunningApp> {
  const { controllers = [SampleController], lines = [], environment = {} } = host;
  const issuers = { OIDC_ISSUER_RESIDENT: issuer.issuer, OIDC_ISSUER_STAFF: issuer.issuer };
  return bootstrapApp(sampleModule(...controllers), {
    name: 'sample',
    title: 'Sample',
    description: 'For specs',
    config: readConfig(SignInConfig, { PORT: '0', DRAIN_MS: '50', ...issuers, ...environment }),
    log: createLog({ app: 'sample', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
  });
}
