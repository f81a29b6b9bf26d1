import { describe, expect, it } from '@jest/globals';
import { cloudEventText, readCloudEvent } from './cloud-event.js';

const parts = {
  id: 'i',
  type: 't.v1',
  time: '2026-11-01T00:00:00.000000Z',
  stream: 's',
  seq: '7',
  data: '{"a": [1, "x"]}',
};
const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('a CloudEvent on the wire', () => {
  it('carries the attributes of CloudEvents 1.0 and the data untouched', () => {
    const text = cloudEventText('urn:place', parts);
    expect(JSON.parse(text)).toEqual({
      specversion: '1.0',
      id: 'i',
      source: 'urn:place',
      type: 't.v1',
      time: parts.time,
      stream: 's',
      sequence: '7',
      datacontenttype: 'application/json',
      data: { a: [1, 'x'] },
    });
    expect(readCloudEvent('topic', bytes(text))).toMatchObject({
      id: 'i',
      topic: 'topic',
      stream: 's',
      seq: 7n,
      data: { a: [1, 'x'] },
      text,
    });
  });

  it.each([
    ['not JSON', '{'],
    ['not a CloudEvent 1.0', '[]'],
    ['not a CloudEvent 1.0', 'null'],
    ['not a CloudEvent 1.0', '{"specversion":"0.3"}'],
    ['attribute stream is missing', cloudEventText('urn:place', { ...parts, stream: '' })],
    ['attribute sequence is not a positive integer', cloudEventText('urn:place', { ...parts, seq: '0' })],
    ['attribute sequence is not a positive integer', cloudEventText('urn:place', { ...parts, seq: '1.5' })],
  ])('is refused: %s', (reason, text) => {
    expect(() => readCloudEvent('topic', bytes(text))).toThrow(reason);
  });

  it('is refused when it is not UTF-8', () => {
    expect(() => readCloudEvent('topic', new Uint8Array([0x22, 0xff, 0x22]))).toThrow('not UTF-8');
  });
});
