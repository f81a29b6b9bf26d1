import { IsString, Length, Matches } from 'class-validator';
import { PLAIN_TEXT } from './shapes.js';

/** Why something is stopped or taken back, in the officer's words, without anybody's name; kept sealed in the entry. */
export class StopReasonDto {
  @IsString()
  @Length(3, 500)
  @Matches(PLAIN_TEXT)
  readonly reason!: string;
}
