/** What is shipped only to see how fast it is. */
export const TOPIC = 'bench.v1';
export const TYPE = 'bench.noted.v1';
export const DATA = { note: 'x'.repeat(480) };
/** Order is kept within a stream, so a rate is measured over many. */
export const STREAMS = 1_000;
export const streamOf = (at: number): string => `bench-${at % STREAMS}`;
