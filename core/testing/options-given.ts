import type { OptionsOf, OptionsSchema } from '../plugin.ts'

/** The options that a test may set of a plugin with the schema `S`: any part of them, since defaults fill the rest. */
export type OptionsGiven<S extends OptionsSchema> = Part<OptionsOf<S>>

type Part<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Part<T[K]> }
    : T
