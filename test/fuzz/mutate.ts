import fc, { type Arbitrary } from 'fast-check'
import { hostileJson, hostileText } from './hostile.ts'

const changes = ['replace', 'delete', 'rename', 'wrap', 'repeat', 'double', 'nest'] as const

interface Change {
  readonly kind: (typeof changes)[number]
  /** Chooses a place by its number, whatever the size of the value. */
  readonly at: number
  readonly key: string
  readonly value: unknown
}

/** Real values with a few things wrong with them. They are JSON in, and JSON out. */
export function mutated(samples: readonly unknown[], keys: readonly string[]): Arbitrary<unknown> {
  const change = fc.record({
    kind: fc.constantFrom(...changes),
    at: fc.nat(),
    key: fc.oneof(fc.constantFrom(...keys, '__proto__', 'constructor'), hostileText),
    value: hostileJson(keys, 2),
  })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([sample, list]) => list.reduce(apply, structuredClone(sample)))
}

type Holder = Record<string, unknown> | unknown[]
type Place = readonly [holder: Holder, key: string]

function apply(whole: unknown, { kind, at, key, value: given }: Change): unknown {
  // Later changes may be made within it.
  const value = structuredClone(given)
  const places = placesIn(whole)
  const place = places[at % Math.max(places.length, 1)]
  if (place === undefined) return value
  const [holder, name] = place
  const now = Reflect.get(holder, name)
  if (kind === 'delete') Reflect.deleteProperty(holder, name)
  else if (kind === 'rename') {
    Reflect.deleteProperty(holder, name)
    set(holder, key, now)
  } else if (kind === 'wrap') set(holder, name, at % 2 === 0 ? [now] : Object.fromEntries([[key, now]]))
  // A few times only, since what was repeated may be repeated again.
  else if (kind === 'repeat') set(holder, name, Array(at % (typeof now === 'object' ? 4 : 50)).fill(now))
  else if (kind === 'double') set(holder, key, now)
  else if (kind === 'nest') {
    let nested = now
    for (let depth = 0; depth < at % 300; depth += 1) nested = [nested]
    set(holder, name, nested)
  } else set(holder, name, value)
  return whole
}

/** Defined, not assigned: `__proto__` must become a key of its own. */
function set(holder: Holder, key: string, value: unknown): void {
  if (Array.isArray(holder) && !/^\d{1,3}$/.test(key)) holder.push(value)
  else Reflect.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })
}

function placesIn(value: unknown): readonly Place[] {
  const places: Place[] = []
  const open: unknown[] = [value]
  while (open.length > 0 && places.length < 2000) {
    const holder = open.pop()
    if (typeof holder !== 'object' || holder === null) continue
    for (const key of Object.keys(holder)) {
      places.push([holder as Holder, key])
      open.push(Reflect.get(holder, key))
    }
  }
  return places
}

/** Real texts with pieces cut out, put in and repeated. */
export function mutatedText(samples: readonly string[], snippets: readonly string[]): Arbitrary<string> {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.oneof(fc.constant(0), fc.nat({ max: 30 }), fc.nat({ max: 10_000 })),
    put: fc.oneof(
      fc.constantFrom('', ...snippets),
      hostileText,
      fc
        .tuple(fc.constantFrom('', ...snippets), fc.constantFrom(2, 10, 500))
        .map(([text, times]) => text.repeat(times)),
    ),
  })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) =>
      edits.reduce((text, { at, cut, put }) => {
        const from = at % (text.length + 1)
        return `${text.slice(0, from)}${put}${text.slice(from + cut)}`
      }, sample),
    )
}

/** Real bytes with some changed, cut out, put in and repeated. */
export function mutatedBytes(samples: readonly Uint8Array[]): Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat(),
    cut: fc.oneof(fc.constant(0), fc.nat({ max: 8 }), fc.nat({ max: 10_000 })),
    put: fc.oneof(fc.uint8Array({ maxLength: 8 }), fc.constant(new Uint8Array(2000))),
  })
  return fc
    .tuple(fc.constantFrom(...samples), fc.array(edit, { minLength: 1, maxLength: 4 }))
    .map(([sample, edits]) =>
      edits.reduce<Uint8Array>((bytes, { at, cut, put }) => {
        const from = at % (bytes.length + 1)
        return Buffer.concat([bytes.subarray(0, from), put, bytes.subarray(from + cut)])
      }, sample),
    )
}
