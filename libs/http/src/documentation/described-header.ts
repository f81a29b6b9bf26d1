import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger';

/** For `createParamDecorator`: what reads a header also says so in the document, so that no door can forget it. */
export const describedHeader =
  (header: ApiHeaderOptions): ParameterDecorator =>
  (target, method) => {
    const handler = Object.getOwnPropertyDescriptor(target, method!);
    if (handler !== undefined) ApiHeader(header)(target, method!, handler);
  };
