import type { Audience } from '../session/session.js';
import type { Translate } from '../words/texts.js';

/** The rooms of each portal, as its service navigation lists them; texts under `shell.navigation`. */
const ROOMS: Readonly<Record<Audience, readonly (readonly [key: string, href: string])[]>> = {
  resident: [
    ['sharing', '/resident'],
    ['looks', '/resident/looks'],
    ['refuse', '/resident/refuse'],
    ['help', '/help'],
  ],
  practitioner: [
    ['find', '/practitioner'],
    ['ownLooks', '/practitioner/looks'],
  ],
  officer: [
    ['overview', '/officer'],
    ['explorer', '/officer/entries'],
    ['agreements', '/officer/agreements'],
    ['policies', '/officer/policies'],
    ['integrity', '/officer/integrity'],
  ],
};

export const navigationOf = (audience: Audience | undefined, section: string | undefined, t: Translate) =>
  (audience === undefined ? [] : ROOMS[audience]).map(([key, href]) => ({
    ...{ text: t(`shell.navigation.${key}`), href, current: href === section },
  }));

/** Where a person's portal begins. */
export const homeOf = (audience: Audience): string => `/${audience}`;
