import { describe, expect, it } from '@jest/globals';
import { decoded, linksIn, pathWithin, shapeOf } from './links.js';

const AT = new URL('http://portal.test/officer/entries?outcome=deny');

describe('links of a page', () => {
  it('are its hrefs as a browser reads them, each once, in their order', () => {
    const html = `
      <link href="/assets/style.css"><a class="x" href="/officer?from=1&amp;to=2#top">a</a>
      <a data-href="/nowhere" title="a > b" href='/officer/entries/csv'>b</a> <A HREF="?outcome=permit">c</A>
      <a href="/officer?from=1&#38;to=2">again</a> <a name="no-link">d</a> <article href="/none">e</article>`;
    expect(linksIn(html, AT)).toEqual([
      '/officer?from=1&to=2',
      '/officer/entries/csv',
      '/officer/entries?outcome=permit',
    ]);
  });

  it('lead to no other origin, to nothing that is no address, and to none of the ways out', () => {
    const outside = [
      'https://elsewhere.test/officer',
      '//elsewhere.test/',
      'mailto:a@b.test',
      'http://[',
      'http://portal.test:81/',
    ];
    const out = ['/exit', '/sign-in/staff?to=/officer', '/sign-out', '/language/cy?to=/'];
    for (const href of [...outside, ...out]) expect([href, pathWithin(href, AT)]).toEqual([href, undefined]);
    expect(pathWithin('/signed-out', AT)).toBe('/signed-out');
    expect(pathWithin('#main-content', AT)).toBe('/officer/entries?outcome=deny');
  });

  it('decode named and numbered entities, and leave the rest', () => {
    expect(decoded('a&amp;b&#x2F;c&#39;d&quot;&lt;&gt;&apos;&AMP;lt;&nbsp;&')).toBe(`a&b/c'd"<>'&lt;&nbsp;&`);
  });
});

describe('the shape of an address', () => {
  it.each([
    ['/officer', '/officer'],
    ['/resident/agreements/D2/what', '/resident/agreements/{id}/what'],
    ['/officer/agreements/D6b/versions/3', '/officer/agreements/{id}/versions/{id}'],
    ['/resident/choices/8b1c2f0e-aaaa-4bbb-8ccc-0123456789ab/stop', '/resident/choices/{id}/stop'],
    ['/practitioner/people/abcdefghijklmnopqrstuvwxyz/for/COC/MEDS', '/practitioner/people/{id}/for/{code}/{code}'],
    ['/officer/stops/agency/NM-ASC', '/officer/stops/agency/{code}'],
    ['/officer/entries?outcome=deny&agency=REACH&agency=NM-GP', '/officer/entries?agency&outcome'],
  ])('%s is a %s', (path, shape) => expect(shapeOf(path)).toBe(shape));

  it('keeps apart what is not of one kind', () => {
    expect(shapeOf('/officer/stops/agency')).not.toBe(shapeOf('/officer/stops/category'));
    expect(shapeOf('/officer/entries?after=x')).not.toBe(shapeOf('/officer/entries'));
  });
});
