import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { ConfigurationError } from './configuration-error.js';

/**
 * Reads one app's configuration class out of an environment. Field names are the variables' names; an empty variable
 * counts as absent, unknown ones are ignored. Throws ConfigurationError naming every variable that is wrong, at once.
 */
export function readConfig<T extends object>(
  shape: new () => T,
  environment: Readonly<Record<string, string | undefined>>,
): T {
  const present = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const config = plainToInstance(shape, present, { exposeDefaultValues: true, enableImplicitConversion: true });
  const problems = validateSync(config, { whitelist: true, forbidUnknownValues: false });
  if (problems.length > 0) {
    throw new ConfigurationError(problems.flatMap((problem) => Object.values(problem.constraints ?? {})));
  }
  return config;
}
