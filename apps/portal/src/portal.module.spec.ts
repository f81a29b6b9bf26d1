import 'reflect-metadata';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Controller, Get, type Type } from '@nestjs/common';
import { PATH_METADATA } from '@nestjs/common/constants.js';
import { officerPages } from './officer/officer-pages.js';
import { practitionerPages } from './practitioner/practitioner-pages.js';
import { residentPages } from './resident/resident-pages.js';
import { AssetsController } from './shell/assets.controller.js';
import { AUDIENCE } from './shell/visit.guard.js';
import { openPortal, type PortalUnderTest } from './testing/portal-under-test.js';

const audienceOf = (controller: Type): unknown => Reflect.getMetadata(AUDIENCE, controller);
const pathsOf = (controller: Type): string[] => [Reflect.getMetadata(PATH_METADATA, controller) as string].flat();

/** Controllers that answer without saying for whom: only what carries no person's data may. */
const withoutAudience = (controllers: readonly Type[]): string[] =>
  controllers.filter((each) => each !== AssetsController && audienceOf(each) === undefined).map(({ name }) => name);

describe('the rooms of the portal', () => {
  let portal: PortalUnderTest;
  beforeAll(async () => {
    portal = await openPortal('http://127.0.0.1:1', []);
  });
  afterAll(() => portal.close());

  it('each say for whom they are', () => {
    expect(withoutAudience(portal.controllers)).toEqual([]);
    expect(portal.controllers.length).toBeGreaterThan(20);
  });

  it('are missed here when they do not', () => {
    @Controller('resident/careless')
    class CarelessPages {
      @Get()
      show(): string {
        return 'to anybody';
      }
    }
    expect(withoutAudience([CarelessPages])).toEqual(['CarelessPages']);
  });

  it.each([
    ['resident', residentPages],
    ['practitioner', practitionerPages],
    ['officer', officerPages],
  ] as const)('of a %s are for nobody else, and stand below their own path', (audience, pages) => {
    for (const page of pages) {
      expect([page.name, audienceOf(page)]).toEqual([page.name, audience]);
      for (const path of pathsOf(page)) expect(path.replace(/^\//, '').split('/')[0]).toBe(audience);
    }
  });

  it.each([
    ['resident', 'Your information'],
    ['practitioner', 'Shared records'],
    ['officer', 'Information governance'],
  ] as const)('of a %s call themselves %s, in the header and in the title', async (audience, name) => {
    const session = await portal.signIn({ audience, sub: 'somebody' });
    const html = await (await portal.get('/help', session)).text();
    const [, title] = /<title>([^<]*)<\/title>/.exec(html)!;
    const [, header] = /service-navigation__service-name">\s*<a[^>]*>\s*([^<]*?)\s*</.exec(html)!;
    expect([title!.split(' – ').at(-2), header]).toEqual([name, name]);
    expect(html.includes('Your information')).toBe(audience === 'resident');
  });

  it('are shown to nobody who is not signed in: every path below the three leads to its door', async () => {
    for (const route of portal.routes.filter((each) => /^GET \/(resident|practitioner|officer)\b/.test(each))) {
      const path = route.slice('GET '.length).replace(/:\w+|\*/g, 'x');
      const answer = await portal.get(path);
      const door = `/sign-in/${path.startsWith('/resident') ? 'resident' : 'staff'}/again`;
      expect([path, answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([path, 303, door]);
    }
    expect(portal.routes.length).toBeGreaterThan(30);
  });

  it('take no form from somebody who is not signed in', async () => {
    for (const route of portal.routes.filter((each) => /^POST \/(resident|practitioner|officer)\b/.test(each))) {
      const path = route.slice('POST '.length).replace(/:\w+|\*/g, 'x');
      const answer = await portal.send(path, { _form: 'x' });
      expect([path, answer.status, answer.headers.get('location')?.split('?')[0]]).toEqual([
        path,
        303,
        `/sign-in/${path.startsWith('/resident') ? 'resident' : 'staff'}/again`,
      ]);
    }
  });
});
