/** Settings of a few words that are read wrongly on purpose: every word but one counts as the other. */
export const GUESSED: readonly string[] = [
  "const demo = (env.DEMO ?? 'on').toLowerCase() !== 'off';",
  "const demo = process.env.DEMO === '1';",
  "if (env['NODE_ENV'] != 'production') return;",
  'const tls = environment.KAFKA_TLS === "on" ? secure : plain;',
  "demo: env.DEMO?.trim() === 'on',",
];
