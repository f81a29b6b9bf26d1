import { existsSync } from 'node:fs';

/** Debian's Chromium; without its windows first, which takes half as long for the same page. */
const PROGRAMS = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];

/** The browser that the tests of the pages drive, `CHROMIUM` if that is set; the first one's path where there is none. */
export function findBrowser(env) {
  return env.CHROMIUM ?? PROGRAMS.find((path) => existsSync(path)) ?? PROGRAMS[0];
}
