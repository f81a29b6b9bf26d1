import { describe, expect, it } from '@jest/globals';
import type { LogFields } from '#libs/contracts';
import { createLog } from './create-log.js';

/** Whatever it is: the net holds also where the compiler was told otherwise. */
function written(fields: Readonly<Record<string, unknown>>, message = 'something happened'): Record<string, unknown> {
  const lines: string[] = [];
  createLog({ app: 'test', level: 'debug', destination: { write: (line) => void lines.push(line) } }).info(
    fields as LogFields,
    message,
  );
  return JSON.parse(lines[0]!) as Record<string, unknown>;
}

describe('the log', () => {
  it('writes ids, codes and counts as one JSON line', () => {
    const line = written({ requestId: 'r-1', status: 200, shards: [1, 2] });
    expect(line).toMatchObject({
      level: 'info',
      app: 'test',
      requestId: 'r-1',
      status: 200,
      shards: [1, 2],
      msg: 'something happened',
    });
  });

  it('drops every field that is not on the allow-list and says which', () => {
    const line = written({ familyName: 'Hale', body: { nhsNumber: '9990000018' }, status: 400 });
    expect(JSON.stringify(line)).not.toMatch(/Hale|9990000018/);
    expect(line['dropped']).toEqual(['familyName', 'body']);
  });

  it('drops an allowed field that holds an object, a long text or an NHS number', () => {
    const line = written({ requestId: { name: 'Hale' }, code: 'x'.repeat(300), reason: 'for 999 000 0018' });
    expect(line['dropped']).toEqual(['requestId', 'code', 'reason']);
  });

  it('takes numbers shaped like an NHS number out of messages, and leaves ids alone', () => {
    expect(written({}, 'saw 999 000 0018 and 9990000018')['msg']).toBe('saw [number] and [number]');
    const id = '01234567-0123-0123-0123-012345678901';
    expect(written({ entryId: id }, id)).toMatchObject({ msg: id, entryId: id });
  });

  it('keeps the words of an error only where they cannot quote data', () => {
    const quoting = Object.assign(new Error('invalid input syntax for type uuid: "Margaret"'), { code: '22P02' });
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
    });
    const line = written({ err: new Error('Hale', { cause: quoting }) });
    expect(JSON.stringify(line)).not.toMatch(/Hale|Margaret/);
    expect(line['err']).toMatchObject({ type: 'Error', cause: { code: '22P02' } });
    expect(line['err']).not.toHaveProperty('stack');
    expect(written({ err: new RangeError('x') })['err']).toMatchObject({ type: 'RangeError' });
    expect(written({ err: refused })['err']).toMatchObject({ message: 'connect ECONNREFUSED 127.0.0.1:5432' });
  });
});
