import { it, expect } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase } from '#libs/testing';
it('x', async () => { const d = await createTestDatabase(); const c = new pg.Client({connectionString: d.urlFor('relay_app')}); await c.connect();
 const r = await c.query(`select messaging.publish_v1('a:b','t.v1','key','00000000-0000-4000-8000-000000000000','x.y.v1','{"a":1}') s, messaging.publish_v1('a:b','t.v1','key','00000000-0000-4000-8000-000000000000','x.y.v1','{"a":1}') t`); expect(r.rows[0]).toEqual({s:'1',t:'2'}); console.log((await c.query('select * from messaging.outbox')).rows); await c.end(); await d.drop(); });
