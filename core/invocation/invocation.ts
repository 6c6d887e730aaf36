/** An access token of Box's, for one file and one direction. Never logged, never sent to a plugin's code. */
export interface FileToken {
  readonly value: string
  /** Milliseconds since the epoch. Box grants 24 hours. */
  readonly expiresAt: number
}

/** The file that an event speaks of. Ids are strings of digits, whatever form the event had them in. */
export interface InvocationFile {
  readonly id: string
  /** As Box sent it: any Unicode, hostile until proven otherwise. Never used as a path. */
  readonly name: string
  /** Bytes; undefined where the event does not say. */
  readonly size: number | undefined
  readonly versionId: string | undefined
  /** Box counts every change of a file here; a higher number is a later state of the same file. */
  readonly sequence: number | undefined
  readonly parentId: string | undefined
}

/** One accepted event: the unit of durability. */
export interface Invocation {
  /** Our own id, made from the parts that make two deliveries the same (see `invocationId`). */
  readonly id: string
  /** The name under `box.apps`, or `default` for the app of `POST /skills`. */
  readonly app: string
  /** Box's id for this invocation, stamped on the cards. */
  readonly boxId: string
  readonly eventId: string
  readonly skillId: string
  readonly enterpriseId: string | undefined
  /** `FILE_CONTENT` in real events; any string is accepted. */
  readonly trigger: string
  readonly file: InvocationFile
  /** When Box made the event, milliseconds since the epoch; the time of receipt where the event does not say. */
  readonly createdAt: number
  /** When we took it, milliseconds since the epoch. */
  readonly receivedAt: number
  readonly tokens: { readonly read: FileToken; readonly write: FileToken }
}

/** What is known of an invocation without opening its sealed parts: safe to list, print and log. */
export type InvocationFacts = Omit<Invocation, 'tokens'>
