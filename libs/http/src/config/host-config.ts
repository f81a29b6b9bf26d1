import 'reflect-metadata';
import { LOG_LEVELS, type LogLevel } from '#libs/telemetry';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsString, Max, Min } from 'class-validator';

import { IsBrowserPort } from './browser-port.js';

export const MODES = ['development', 'test', 'production'] as const;

/** What every app's own configuration class extends: where it listens and how loudly it speaks. */
export class HostConfig {
  @IsIn(MODES)
  readonly NODE_ENV: (typeof MODES)[number] = 'development';

  /** 0 takes any free port (tests). */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(65_535)
  @IsBrowserPort()
  readonly PORT!: number;

  @IsString()
  readonly HOST: string = '127.0.0.1';

  @IsIn(LOG_LEVELS)
  readonly LOG_LEVEL: LogLevel = 'info';

  /** How long, in ms, open connections to a stopping app may still bring one request more; its listener is closed by then. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(60_000)
  readonly DRAIN_MS: number = 250;

  /** How long, in ms, requests in flight may take to finish once stopping has begun; then they are cut. */
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(120_000)
  readonly STOP_WITHIN_MS: number = 10_000;
}
