import 'reflect-metadata';
import { HttpMetrics, Log, NestLog } from '#libs/telemetry';
import { type DynamicModule, type INestApplicationContext, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Readiness } from './readiness.js';

/** What an app's module finds around it where nothing is served. */
@Module({})
class DoorlessHost {}

/**
 * An app's own module without its doors, for a command that does what the app does: nothing listens, nobody is told that it
 * is ready. Rejects when the module does not start. Whoever opens it closes it, which lets go of its connections.
 */
export function openModule(module: DynamicModule, log: Log): Promise<INestApplicationContext> {
  const around = [
    { provide: Log, useValue: log },
    { provide: Readiness, useValue: new Readiness() },
    // Counted for nobody: what alarms is in the log, too.
    { provide: HttpMetrics, useValue: new HttpMetrics('command') },
  ];
  return NestFactory.createApplicationContext(
    {
      module: DoorlessHost,
      global: true,
      imports: [module],
      providers: around,
      exports: around.map(({ provide }) => provide),
    },
    { logger: new NestLog(log), abortOnError: false },
  );
}
