import type { Visit } from '../../shell/visit.js';
import { type AgencyNames, agencyNames, readAgencies } from '../../words/agency-names.js';
import type { Translate } from '../../words/texts.js';

/** What presenters need to put codes into words. */
export interface Words {
  readonly t: Translate;
  readonly language: string;
  readonly nameOf: AgencyNames;
}

export const readWords = async ({ t, broker, language }: Visit): Promise<Words> => ({
  ...{ t, language, nameOf: agencyNames(await readAgencies(broker)) },
});
