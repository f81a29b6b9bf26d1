/** Closing its input tells the child to stop the server and remove its files; it does the same if Jest dies. */
export default async function stopDatabase() {
  const child = globalThis.testDatabase;
  if (!child || child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end();
  await exited;
}
