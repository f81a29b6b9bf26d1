import { expect } from '@jest/globals';
import type { Person } from './person.js';

/** A phone of today, in CSS pixels. */
const PHONE = { width: 390, height: 844 };
/** From the page's heading to the end of its last part: what stands around it is every page's. */
const OWN_HEIGHT = `(() => {
  const top = document.querySelector('main h1').getBoundingClientRect().top;
  return Math.ceil(document.querySelector('main').lastElementChild.getBoundingClientRect().bottom - top);
})()`;

/** The page that somebody looks at, as high as two screens of a phone at most; its window is as it was afterwards. */
export async function expectTwoScreens({ page, path }: Person): Promise<void> {
  const before = page.viewportSize()!;
  await page.setViewportSize(PHONE);
  const height = await page.evaluate<number>(OWN_HEIGHT);
  await page.setViewportSize(before);
  expect({ path, height, fits: height > 200 && height <= 2 * PHONE.height }).toEqual({ path, height, fits: true });
}
