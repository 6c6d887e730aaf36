/** JSON Schema of one option. Anything else that JSON Schema (draft 7) knows may stand beside these keys. */
export interface ValueSchema {
  readonly type?: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object'
  readonly description?: string
  readonly default?: unknown
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly items?: ValueSchema
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | ValueSchema
  readonly [keyword: string]: unknown
}

/** JSON Schema of a plugin's options. */
export interface OptionsSchema {
  readonly type?: 'object'
  readonly additionalProperties?: false
  readonly properties?: Readonly<Record<string, ValueSchema>>
  readonly required?: readonly string[]
  readonly [keyword: string]: unknown
}

/** The type of the options that a schema describes: an option with a default, or that is required, is always there. */
export type OptionsOf<S> = S extends {
  readonly properties: infer P extends Readonly<Record<string, ValueSchema>>
}
  ? Simplify<
      { readonly [K in keyof P as IsPresent<S, P, K> extends true ? K : never]: ValueOf<P[K]> } & {
        readonly [K in keyof P as IsPresent<S, P, K> extends true ? never : K]?: ValueOf<P[K]>
      }
    >
  : Readonly<Record<string, never>>

type IsPresent<S, P, K extends keyof P> = P[K] extends { readonly default: unknown }
  ? true
  : S extends { readonly required: readonly (infer R)[] }
    ? K extends R
      ? true
      : false
    : false

type ValueOf<V> = V extends { readonly const: infer C }
  ? C
  : V extends { readonly enum: readonly (infer E)[] }
    ? E
    : V extends { readonly type: 'string' }
      ? string
      : V extends { readonly type: 'number' | 'integer' }
        ? number
        : V extends { readonly type: 'boolean' }
          ? boolean
          : V extends { readonly type: 'array'; readonly items: infer I }
            ? readonly ValueOf<I>[]
            : V extends { readonly type: 'array' }
              ? readonly unknown[]
              : V extends { readonly properties: Readonly<Record<string, ValueSchema>> }
                ? OptionsOf<V>
                : V extends {
                      readonly type: 'object'
                      readonly additionalProperties: infer A extends ValueSchema
                    }
                  ? Readonly<Record<string, ValueOf<A>>>
                  : V extends { readonly type: 'object' }
                    ? Readonly<Record<string, unknown>>
                    : unknown

type Simplify<T> = { [K in keyof T]: T[K] } & {}
