import { describe, expect, it } from '@jest/globals';
import { createLog } from './create-log.js';
import { NestLog } from './nest-log.js';

describe('the framework log', () => {
  it('writes message and context, and never the objects handed over', () => {
    const lines: string[] = [];
    const log = new NestLog(
      createLog({ app: 't', level: 'debug', destination: { write: (line) => void lines.push(line) } }),
    );
    log.log('Mapped {/v1/residents/:id, GET} route', 'RouterExplorer');
    log.error({ nhsNumber: '9990000018' }, 'stack', 'ExceptionsHandler');
    log.error(new Error('9990000018'));
    expect(JSON.parse(lines[0]!)).toMatchObject({ context: 'RouterExplorer', level: 'debug' });
    expect(lines.join()).not.toContain('9990000018');
  });
});
