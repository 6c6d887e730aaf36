import { isRunnerError, type RunnerError } from '../../core/errors/error.ts'
import { Problems } from '../../core/errors/problems.ts'
import { registry } from '../../core/errors/registry.ts'

/** Longest message or fix of a refusal, in UTF-16 units: it is shown to people, and stands in logs. */
const maxMessageChars = 5000
/** What a terminal or a log must not get from strangers; a message may have several lines. */
const unsafe = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/u

/** What `act` returns; undefined where it refused with coded errors that are fit to be shown. Throws anything else that it threw. */
export function orRefused<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch (thrown) {
    checkRefusal(thrown)
    return undefined
  }
}

/** `orRefused` for what takes its time. */
export async function orRefusedLater<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (thrown) {
    checkRefusal(thrown)
    return undefined
  }
}

/** Throws where something was thrown that is no coded error, or one that is not fit to be shown. */
function checkRefusal(thrown: unknown): void {
  if (thrown instanceof Problems) for (const problem of thrown.problems) checkShown(problem)
  else if (isRunnerError(thrown)) checkShown(thrown)
  else throw new Error('This has no code', { cause: thrown })
}

/** Throws where the texts of an error could steer a terminal, break a line or fill a log. */
export function checkShown({ code, message, why, fix }: RunnerError): void {
  holds(Object.hasOwn(registry, code), `${code} is in the registry`)
  for (const text of [message, why, fix]) {
    holds(text.length <= maxMessageChars, `${code} says at most ${maxMessageChars} characters`)
    holds(!unsafe.test(text), `${code} says only what can be shown: ${JSON.stringify(text.slice(0, 300))}`)
  }
}

/** Throws where a text that was made for one line of a terminal could do more than be read. */
export function checkOneLine(text: string): void {
  holds(!unsafe.test(text), `this is one line: ${JSON.stringify(text.slice(0, 300))}`)
}

/** Throws, with `what` should be so, where it is not. */
export function holds(isSo: boolean, what: string): asserts isSo {
  if (!isSo) throw new Error(`It does not hold that ${what}`)
}

const prototypes = [Object, Array, Function, String, Number, Boolean, Map, Set, Error].map(
  ({ prototype }) => prototype as object,
)
const keysBefore = prototypes.map((prototype) => Reflect.ownKeys(prototype))

/** Throws where a prototype has got other keys than it had when this module was loaded. */
export function checkPrototypes(): void {
  for (const [index, prototype] of prototypes.entries()) {
    const before = keysBefore[index] ?? []
    const now = Reflect.ownKeys(prototype)
    const added = now.length === before.length ? [] : now.filter((key) => !before.includes(key))
    for (const key of added) Reflect.deleteProperty(prototype, key)
    holds(now.length === before.length, `no prototype was changed: ${added.map(String).join(', ')}`)
  }
}
