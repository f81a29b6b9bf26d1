import type { World } from './world.js';

/** A seeded fault in the running stack's database: columns of the log's lines, each as the given SQL makes it. */
export type Fault = Readonly<Record<string, string>>;

/** Runs something while the lines of the log are told as the fault has it; afterwards they are as they were. */
export async function withLinesTold<T>(world: World, fault: Fault, run: () => Promise<T>): Promise<T> {
  const [{ now }] = (await world.sql<{ now: string }>("SELECT pg_get_viewdef('audit.entry_line') AS now")) as [
    { now: string },
  ];
  const columns = await world.sql<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
      WHERE (table_schema, table_name) = ('audit', 'entry_line') ORDER BY ordinal_position`,
  );
  const told = columns.map(({ name }) => (name in fault ? `${fault[name]} AS ${name}` : name)).join(', ');
  const shown = now.trim().replace(/;$/, '');
  await world.sql(`CREATE OR REPLACE VIEW audit.entry_line AS SELECT ${told} FROM (${shown}) l`);
  try {
    return await run();
  } finally {
    await world.sql(`CREATE OR REPLACE VIEW audit.entry_line AS ${shown}`);
  }
}
