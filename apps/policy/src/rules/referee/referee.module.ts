import { Log } from '#libs/telemetry';
import { Module } from '@nestjs/common';
import { PolicyConfig } from '../../config.js';
import { RefereeKeeper } from './referee-keeper.js';
import type { RefereeSettings } from './referee-orders.js';

@Module({
  providers: [
    {
      provide: RefereeKeeper,
      useFactory: (config: PolicyConfig, log: Log) => new RefereeKeeper(settingsOf(config), log),
      inject: [PolicyConfig, Log],
    },
  ],
})
export class RefereeModule {}

function settingsOf(config: PolicyConfig): RefereeSettings | null {
  if (config.REFEREE === 'off') return null;
  const { DATABASE_URL: databaseUrl, KEY_FILE: keyFile, LOG_LEVEL: logLevel, marksFolder } = config;
  return {
    ...{ databaseUrl, keyFile, logLevel, marksFolder },
    intervalMs: config.REFEREE_INTERVAL_S * 1_000,
    sample: config.REFEREE_SAMPLE,
  };
}
