/**
 * Two minutes before a session ends it says so (WCAG 2.2.1), with one button to stay. To stay is to ask for a page that says
 * nothing about anybody: the one in the window is not asked for again, for that could be a look.
 */
const { document, setTimeout, fetch } = globalThis;
const WARN_SECONDS = 120;

const warning = document.querySelector('.session-ends');

/** @param seconds until the session ends */
const warnBefore = (seconds) => {
  warning.hidden = true;
  setTimeout(() => (warning.hidden = false), Math.max(0, seconds - WARN_SECONDS) * 1000);
};

const stay = async () => {
  const answer = await fetch('/help', { credentials: 'same-origin' });
  const page = new globalThis.DOMParser().parseFromString(await answer.text(), 'text/html');
  // None on the page: the session has ended after all, and the warning stays.
  const still = page.querySelector('.session-ends');
  if (still) warnBefore(Number(still.dataset.seconds));
};

warning.querySelector('button').addEventListener('click', () => void stay());

warnBefore(Number(warning.dataset.seconds));
