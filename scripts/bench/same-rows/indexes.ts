/** The index of a table as one of its copy in the schema `bench`, for whose sake no row is refused: the bench writes rows again. */
export const copiedIndex = (definition: string, table: string, at: number): string =>
  definition.replace(/^CREATE (?:UNIQUE )?INDEX \S+ ON \S+ /, `CREATE INDEX "${table}_${at}" ON bench."${table}" `);
