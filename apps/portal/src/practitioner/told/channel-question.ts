import type { Option } from '../../shell/journey/choice-question.js';
import { word } from '../../words/words.js';
import { type Asking, ToldQuestion } from './told-question.js';
import { CHANNELS, type Told } from './told.js';

/** How they said it. */
export class ChannelQuestion extends ToldQuestion {
  readonly step = 'channel';

  override isAsked({ what }: Told): boolean {
    return what === 'refuse' || what === 'all';
  }

  options(_told: Told, { t }: Asking): Option[] {
    return CHANNELS.map((channel) => ({ value: channel, text: word(t, 'channel', channel) }));
  }

  protected chosen({ channel }: Told): string | undefined {
    return channel;
  }

  protected answer(told: Told, [channel = '']: readonly string[]): Told {
    return { ...told, channel };
  }
}
