import { IsIn, IsObject, IsString, Matches } from 'class-validator';
import { IsInstant } from './input/is-instant.js';

/** CloudEvents 1.0 in structured mode, as every message of ours stands in a topic. Only random or pairwise ids outside `data`. */
export interface CloudEvent<Data> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  /** Position in its stream, gapless from 1 (decimal; CloudEvents "sequence" extension). */
  readonly sequence: string;
  /** Random or pairwise key of the stream; never a name or a number of a person. */
  readonly stream: string;
  readonly data: Data;
}

/** The envelope as a consumer checks it before it looks inside. */
export class CloudEventEnvelope implements CloudEvent<Record<string, unknown>> {
  @IsIn(['1.0'])
  readonly specversion!: '1.0';

  @IsString()
  @Matches(/^[A-Za-z0-9-]{1,64}$/)
  readonly id!: string;

  @IsString()
  readonly source!: string;

  @IsString()
  @Matches(/^[a-z]+(\.[a-z-]+)*\.v[0-9]+$/)
  readonly type!: string;

  @IsInstant()
  readonly time!: string;

  @IsIn(['application/json'])
  readonly datacontenttype!: 'application/json';

  @Matches(/^[1-9][0-9]{0,18}$/)
  readonly sequence!: string;

  @IsString()
  readonly stream!: string;

  @IsObject()
  readonly data!: Record<string, unknown>;
}
