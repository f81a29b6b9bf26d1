/** Lines for the person at the terminal; the apps' own logs are JSON and go to files. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A line that a person must not miss; goes to standard error. */
export function warn(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // What an API said of a refusal (RFC 9457) tells more than its name.
  return 'document' in error ? `${error.message} ${JSON.stringify(error.document)}` : error.message;
}
