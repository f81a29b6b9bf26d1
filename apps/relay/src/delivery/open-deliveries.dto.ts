import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray } from 'class-validator';

export const MOST_OPENINGS = 200;

export class OpenDeliveriesDto {
  /**
   * Ids of deliveries offered to the agency; at most 200. One that is none is left out of the answer, like one that is not
   * the agency's; one that is there twice is opened once.
   */
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: MOST_OPENINGS })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_OPENINGS)
  readonly deliveries!: unknown[];
}
