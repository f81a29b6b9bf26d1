import type pg from 'pg';

/** Their own functions, which run as them, take these locks; nobody signs in as one of them. */
const LOCKING_OWNERS: readonly string[] = ['fence_owner', 'relay_owner', 'policy_owner'];

const ADVISORY = `p.pronamespace = 'pg_catalog'::regnamespace AND p.proname ~ '^pg_(try_)?advisory_'`;
const OPEN = `SELECT EXISTS (SELECT 1 FROM pg_proc p WHERE ${ADVISORY} AND EXISTS (
    SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE a.grantee = 0)) AS open,
  (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS may`;

/**
 * Takes advisory locks away from PUBLIC: whoever may take any of them can hold up every stop and every look, from the weakest
 * role, for as long as it stays connected. What an app needs of them it gets through functions of `fence` (locks-by-name).
 * They are PostgreSQL's own functions, so it takes a superuser; answers whether they are closed. Idempotent.
 */
export async function closeLocks(client: pg.Client, schemas: readonly string[]): Promise<boolean> {
  const { open, may } = (await client.query<{ open: boolean; may: boolean }>(OPEN)).rows[0]!;
  if (!may) return !open;
  const owners = LOCKING_OWNERS.filter((owner) => schemas.some((schema) => owner === `${schema}_owner`));
  const grant =
    owners.length > 0 ? `EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO ${owners.join(', ')}', v_lock);` : '';
  await client.query(`DO $$
    DECLARE
      v_lock regprocedure;
    BEGIN
      FOR v_lock IN SELECT p.oid FROM pg_proc p WHERE ${ADVISORY} LOOP
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', v_lock);
        ${grant}
      END LOOP;
    END $$`);
  return true;
}
