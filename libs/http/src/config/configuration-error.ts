/** The environment does not describe a runnable app. Each line names a variable and its rule, never its value. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(readonly lines: readonly string[]) {
    super(lines.join('; '));
  }
}
