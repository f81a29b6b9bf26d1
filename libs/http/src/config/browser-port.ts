import { isBrowserPort } from '#libs/domain';
import { ValidateBy } from 'class-validator';

/** A port that browsers connect to: on any other an app would listen, look well, and be reached by nobody. */
export const IsBrowserPort = (): PropertyDecorator =>
  ValidateBy({
    name: 'browserPort',
    validator: {
      validate: (value) => typeof value === 'number' && isBrowserPort(value),
      defaultMessage: (given) =>
        `${given?.property} must be a port that browsers connect to; 6000, 6665 to 6669 and some below 1024 are not`,
    },
  });
