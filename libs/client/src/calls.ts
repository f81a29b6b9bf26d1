import type {
  HttpMethod,
  IsOperationRequestBodyOptional,
  MediaType,
  OperationRequestBodyContent,
  PathsWithMethod,
  RequiredKeysOf,
  ResponseObjectMap,
  SuccessResponse,
} from 'openapi-typescript-helpers';

/** The paths that know a method. */
export type Path<Paths extends object, Method extends HttpMethod> = PathsWithMethod<Paths, Method> & string;

type Operation<Paths, At extends keyof Paths, Method extends HttpMethod> =
  Paths[At] extends Record<Method, infer Found extends Record<string | number, unknown>> ? Found : never;

type WithBody<Asked, Content> = [Content] extends [never]
  ? { readonly body?: never }
  : IsOperationRequestBodyOptional<Asked> extends true
    ? { readonly body?: Content }
    : { readonly body: Content };

type Given<Asked> = (Asked extends { parameters: infer Named } ? Omit<Named, 'cookie'> : unknown) &
  WithBody<Asked, OperationRequestBodyContent<Asked>>;

type Needed<All> = RequiredKeysOf<All> extends never ? [given?: All] : [given: All];

/** What a call must and may say: `path`, `query`, `header`, `body`; nothing where nothing is needed. */
export type Arguments<Paths, At extends keyof Paths, Method extends HttpMethod> = Needed<
  Given<Operation<Paths, At, Method>>
>;

/** What a success carries. */
export type Body<Paths, At extends keyof Paths, Method extends HttpMethod> = SuccessResponse<
  ResponseObjectMap<Operation<Paths, At, Method>>,
  MediaType
>;

/** As any call gives them on: their shapes were checked where it was written. */
export interface Sent {
  readonly path?: object;
  readonly query?: object;
  readonly header?: object;
  readonly body?: unknown;
}
