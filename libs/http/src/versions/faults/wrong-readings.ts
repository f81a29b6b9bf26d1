import { BasedOn } from '#libs/domain';
import { ProblemError } from '../../problem/problem-error.js';
import { basedOn } from '../if-match.js';

/** If-Match read wrongly on purpose, by the shortcut taken. */
export const WRONG_READINGS = {
  oneStrongTagAlone: (header: string): BasedOn => {
    const version = /^"([1-9][0-9]*)"$/.exec(header)?.[1];
    if (version === undefined) throw new ProblemError('invalid-input');
    return new BasedOn([Number(version)]);
  },
  weakAsStrong: (header: string): BasedOn => basedOn(header.replaceAll('W/', '')),
  splitAtEveryComma: (header: string): BasedOn => {
    const tags = header.split(',').map((tag) => /^\s*"([1-9][0-9]{0,8})"?\s*$/.exec(tag)?.[1]);
    return header.trim() === '*' ? new BasedOn('any') : new BasedOn(tags.map(Number));
  },
  anyNumber: (header: string): BasedOn => {
    basedOn(header);
    return header.trim() === '*' ? new BasedOn('any') : new BasedOn([...header.matchAll(/\d+/g)].map(Number));
  },
} satisfies Record<string, (header: string) => BasedOn>;
