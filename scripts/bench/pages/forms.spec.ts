import { describe, expect, it } from '@jest/globals';
import { hiddenFields } from './forms.js';

const SIGN_OUT =
  '<form method="post" action="/sign-out" novalidate><input type="hidden" name="_form" value="out"></form>';
const SEARCH = '<form method="get"><input type="hidden" name="limit" value="9"></form>';

describe('the form of a page', () => {
  it('is the one that is sent, neither the search nor the way out, with all that it carries unseen', () => {
    const own = `<form method="post" novalidate>
      <input type="hidden" name="_form" value="a.b"><input type="hidden" name="date" value="&quot;1&amp;2&quot;">
      <input class="govuk-input" name="typed" value="mine"></form>`;
    expect(hiddenFields(SIGN_OUT + SEARCH + own)).toEqual([
      ['_form', 'a.b'],
      ['date', '"1&2"'],
    ]);
  });

  it('is missing where there is none', () => expect(hiddenFields(SIGN_OUT + SEARCH)).toBeUndefined());
});
