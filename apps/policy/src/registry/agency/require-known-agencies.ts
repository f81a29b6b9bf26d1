import { ConfigurationError } from '#libs/http';
import type { DataSource } from 'typeorm';
import type { PolicyConfig } from '../../config.js';

/**
 * A discreet agency that is spelt wrongly is not discreet: residents' pages would name the refuge. So each must be
 * registered, or said to be to come; a place without agencies has nothing to compare with yet. The default is the demo
 * town's and stands for nobody elsewhere.
 */
export async function requireKnownAgencies(source: DataSource, config: PolicyConfig): Promise<void> {
  if (!config.namesDiscreetAgencies) return;
  const rows = await source.query<{ code: string }[]>('SELECT code FROM policy.agency');
  const known = new Set([...rows.map(({ code }) => code), ...config.DISCREET_AGENCIES_TO_COME]);
  const unknown = config.DISCREET_AGENCIES.filter((code) => !known.has(code));
  if (rows.length === 0 || unknown.length === 0) return;
  throw new ConfigurationError([
    `DISCREET_AGENCIES names ${unknown.join(', ')}, which no agency of this place is called: whoever it was meant for would be shown to residents. ` +
      'Mend the spelling, or name it in DISCREET_AGENCIES_TO_COME as well until it is registered',
  ]);
}
