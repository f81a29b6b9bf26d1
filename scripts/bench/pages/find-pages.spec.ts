import { describe, expect, it } from '@jest/globals';
import { findPages, type Looked, type Start } from './find-pages.js';

const page = (...links: string[]): Looked => ({
  ...{ status: 200, location: null, timed: true },
  html: links.map((href) => `<a href="${href}">to</a>`).join(''),
});
const answer = (status: number, location: string | null = null): Looked => ({ ...page(), status, location });

/** A site of these pages; what is not there answers 404. */
function find(site: Record<string, Looked>, starts: readonly Start[] = [{ path: '/home' }]) {
  const asked: string[] = [];
  const found = findPages(starts, (path) => {
    asked.push(path);
    return Promise.resolve(site[path] ?? answer(404));
  });
  return found.then(({ pages, wrong }) => ({ asked, wrong, names: pages.map(({ name }) => name) }));
}

describe('the pages of a site', () => {
  it('are found breadth first, one address of each shape, in circles too', async () => {
    const site = {
      '/home': page('/list', '/about'),
      '/about': page('/home'),
      '/list': page('/list/1', '/list/2', '/list?after=9'),
      '/list/1': page('/list/1/stop', '/home'),
      '/list?after=9': page('/list?after=99'),
      '/list/1/stop': page('https://elsewhere.test/', '/exit'),
    };
    const { asked, names, wrong } = await find(site);
    expect(asked).toEqual(['/home', '/list', '/about', '/list/1', '/list?after=9', '/list/1/stop']);
    expect(names).toEqual(['/home', '/list', '/about', '/list/{id}', '/list?after', '/list/{id}/stop']);
    expect(wrong).toEqual([]);
  });

  it('are named when they answer anything but 200, and nothing on them is followed', async () => {
    const site = { '/home': page('/gone', '/broken', '/out'), '/broken': { ...page('/beyond'), status: 500 } };
    const { names, wrong } = await find({ ...site, '/out': answer(303, '/sign-in/staff') });
    expect(names).toEqual(['/home']);
    expect(wrong).toEqual(['/gone answered 404', '/broken answered 500', '/out answered 303']);
  });

  it('are what a redirect within leads to, not the redirect', async () => {
    const { names, wrong } = await find({ '/home': page('/old'), '/old': answer(303, '/new'), '/new': page() });
    expect([names, wrong]).toEqual([['/home', '/new'], []]);
  });

  it('are what the portal times: its downloads, not what another app answers', async () => {
    const site = {
      '/home': page('/sheet', '/log/checkpoint', '/untimed'),
      '/sheet': { ...page(), html: undefined },
      '/log/checkpoint': { ...page(), html: undefined, timed: false },
      '/untimed': { ...page(), timed: false },
    };
    const { names, wrong } = await find(site);
    expect(names).toEqual(['/home', '/sheet']);
    expect(wrong).toEqual(['/untimed says nothing of how long it waited for the APIs']);
  });

  it('are begun at every start, and one that is called something stands beside its like', async () => {
    const site = { '/of/A1': page(), '/of/B2': page(), '/of/C3': page() };
    const { names } = await find(site, [{ path: '/of/A1' }, { path: '/of/B2', called: 'refused' }, { path: '/of/C3' }]);
    expect(names).toEqual(['/of/{id}', '/of/{id} (refused)']);
  });

  it('are not followed without end where every page is of a shape of its own', async () => {
    const deeper = (path: string): Promise<Looked> => Promise.resolve(page(`${path}/more`));
    await expect(findPages([{ path: '/home' }], deeper)).rejects.toThrow('more than 200 shapes');
  });
});
