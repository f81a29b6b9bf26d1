import type { ApiHeaderOptions } from '@nestjs/swagger';

/** Documents the header that every edit needs. */
export const IF_MATCH: ApiHeaderOptions = {
  name: 'If-Match',
  required: true,
  description: 'The ETag of the version that the change is based on',
};
