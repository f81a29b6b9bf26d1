/**
 * Runs apps as they are built, in one process, so that a spec reads what they really write to their standard output and
 * error:  node test/canary/all-apps.mjs '{"consent": {"PORT": "…"}, …}'
 * Each app reads its environment when its main file is first imported. It ends with whoever holds its standard input.
 */
process.stdin.resume().once('end', () => process.exit(1));
for (const [app, environment] of Object.entries(JSON.parse(process.argv[2] ?? '{}'))) {
  Object.assign(process.env, environment);
  await import(new URL(`../../dist/bundle/${app}.js`, import.meta.url).href);
}
