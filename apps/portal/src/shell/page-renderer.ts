import { join } from 'node:path';
import nunjucks from 'nunjucks';
import { PortalConfig } from '../config.js';
import { newFormToken } from '../session/form-token.js';
import { Assets } from './assets.js';
import { navigationOf } from './navigation.js';
import type { Page } from './page.js';
import { PORTAL_FOLDER, PROJECT_ROOT } from './portal-folder.js';
import type { Visit } from './visit.js';

const FRONTEND = join(PROJECT_ROOT, 'node_modules', 'govuk-frontend', 'dist');

/** Draws pages: Nunjucks with GOV.UK Frontend's macros, everything escaped, the shell around. */
export class PageRenderer {
  private readonly templates = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([join(PORTAL_FOLDER, 'views'), FRONTEND]),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  );

  constructor(
    private readonly config: PortalConfig,
    private readonly assets: Assets,
  ) {}

  draw(page: Page, visit: Visit, nonce: string): string {
    const { t, person, session, language } = visit;
    const { PLACE_NAME: place, HELP_PHONE: phone, HELP_HOURS: hours } = this.config;
    return this.templates.render(`${page.template}.njk`, {
      ...page.model,
      t,
      page: { title: page.title, back: page.options.back, isError: (page.options.status ?? 200) === 422 },
      shell: {
        language,
        nonce,
        place,
        help: { phone, hours },
        audience: person?.audience,
        navigation: navigationOf(person?.audience, page.options.section, t),
        style: this.assets.address('portal.css'),
        script: this.assets.address('portal.js'),
        icon: this.assets.address('mark.svg'),
        asset: (name: string): string => this.assets.address(name),
        cameBack: visit.cameBack,
        formToken: session ? newFormToken(session.content) : '',
      },
    });
  }
}
