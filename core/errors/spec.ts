/**
 * One entry of the error registry. `{name}` in a text is a placeholder that whoever raises the error fills.
 */
export interface ErrorSpec {
  /** What happened. */
  readonly message: string
  /** Why this is an error: the rule or the fact behind it. */
  readonly why: string
  /** What the reader can do now. */
  readonly fix: string
  /** HTTP status, for errors that answer a request. */
  readonly status?: number
  /** True where the same work may succeed when tried again. */
  readonly retryable?: boolean
}

/** Keeps the literal types of an area's entries while checking each of them. */
export function defineErrors<const T extends Readonly<Record<`SKR_${string}`, ErrorSpec>>>(specs: T): T {
  return specs
}

/** The names of the placeholders in a text: `'{a} is not {b}'` gives `'a' | 'b'`. Braces with spaces in them are code: `f({ … })`. */
export type Placeholders<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? (Name extends '' | `${string} ${string}` ? never : Name) | Placeholders<Rest>
  : never
