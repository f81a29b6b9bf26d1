import { PortalConfig } from '../config.js';
import { newFormToken } from '../session/form-token.js';
import { Assets } from './assets.js';
import { navigationOf } from './navigation.js';
import type { Person, Session } from '../session/session.js';
import { minute, type ShownTime } from '../words/times.js';
import { words } from '../words/words.js';
import type { Page } from './page.js';
import type { Translate } from '../words/texts.js';
import { TEMPLATES } from './templates.js';
import type { Visit } from './visit.js';

/** Who of the staff is signed in: on a shared computer the one before may be. A resident's page names nobody. */
function signedInAs(person: Person | undefined, t: Translate): string | undefined {
  if (person === undefined || person.audience === 'resident') return undefined;
  const { name, agencyName, agency = '', roles = [] } = person;
  const parts = [name, words(t, 'role', roles).join(', '), agencyName ?? agency];
  return t('shell.signedIn', { who: parts.filter((part) => part !== undefined && part !== '').join(' – ') });
}

/** When who does nothing is signed out, and how many seconds that is: the clocks of browsers are wrong. */
function sessionEnd({ endsAt }: Session, language: string): ShownTime & { seconds: number } {
  const seconds = Math.max(0, Math.floor((endsAt.getTime() - Date.now()) / 1000));
  return { ...minute(endsAt.toISOString(), language), seconds };
}

/** Draws pages: Nunjucks with GOV.UK Frontend's macros, everything escaped, the shell around. */
export class PageRenderer {
  constructor(
    private readonly config: PortalConfig,
    private readonly assets: Assets,
  ) {}

  draw(page: Page, visit: Visit, nonce: string): string {
    const { t, person, session, language } = visit;
    const { PLACE_NAME: place, HELP_PHONE: phone, HELP_HOURS: hours } = this.config;
    return TEMPLATES.render(`${page.template}.njk`, {
      ...page.model,
      t,
      page: {
        title: page.title,
        about: page.options.about,
        back: page.options.back,
        isError: (page.options.status ?? 200) === 422,
      },
      shell: {
        language,
        nonce,
        place,
        help: { phone, hours },
        audience: person?.audience,
        // Each portal by its own name: staff are in no page of "Your information".
        service: t(`shell.service.${person?.audience ?? 'anyone'}`),
        signedIn: signedInAs(person, t),
        ends: person && session && sessionEnd(session, language),
        navigation: navigationOf(person?.audience, page.options.section, t),
        style: this.assets.address('portal.css'),
        script: this.assets.address('portal.js'),
        icon: this.assets.address('mark.svg'),
        asset: (name: string): string => this.assets.address(name),
        cameBack: visit.cameBack,
        told: visit.told,
        formToken: session ? newFormToken(session.content) : '',
      },
    });
  }
}
