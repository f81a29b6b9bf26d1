import { ProblemError } from '#libs/http';
import { Injectable, type PipeTransform } from '@nestjs/common';

/** A name in a path. What cannot be a name is answered like one that is not there. */
@Injectable()
export class Named implements PipeTransform<string, string> {
  constructor(private readonly shape: RegExp) {}

  transform(name: string): string {
    if (!this.shape.test(name)) throw new ProblemError('not-found');
    return name;
  }
}
