/**
 * Runs apps by their own main files, in one process, so that a spec reads what they really write to their standard output
 * and error:  node --import ./test/setup/typescript.mjs test/canary/all-apps.ts '{"consent": {"PORT": "…"}, …}'
 * Each app reads its environment when its main file is first imported. It ends with whoever holds its standard input.
 */
const environments = JSON.parse(process.argv[2] ?? '{}') as Record<string, Record<string, string>>;
process.stdin.resume().once('end', () => process.exit(1));
for (const [app, environment] of Object.entries(environments)) {
  Object.assign(process.env, environment);
  await import(new URL(`../../apps/${app}/src/main.ts`, import.meta.url).href);
}
