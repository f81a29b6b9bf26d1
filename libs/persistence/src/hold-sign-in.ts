/** A transaction, of whichever client. */
interface Statements {
  query(sql: string, values: unknown[]): Promise<unknown>;
}

const HOLD = `SELECT fence.hold_v1('sign-in', $1 || ' ' || $2)`;

/**
 * Holds a sign-in until the transaction ends. Whose it is stands in two schemas, a resident's in one and an agency's in the
 * other, so whoever gives it to somebody takes this first and looks at both. Call it before anything that fences.
 */
export async function holdSignIn(tx: Statements, issuer: string, subject: string): Promise<void> {
  await tx.query(HOLD, [issuer, subject]);
}
