import type { Card } from '../cards/card.ts'
import type { RepresentationKind } from '../plugin.ts'
import type { CardWrite } from './cards.ts'
import type { ContentSource } from './content.ts'
import type { DeliveryAttempt, Redelivery } from './deliver.ts'
import type { EventForm, EventType, SandboxKeys, SandboxSkill, SkillEvent } from './events.ts'
import type { Faults } from './faults.ts'
import type { SandboxInvocation } from './invocations.ts'
import type { FileChangeKind, SandboxFile } from './operations.ts'
import type { RepresentationSetting } from './representations.ts'
import type { RequestRecord } from './request-log.ts'
import type { CardsWanted } from './wait-for-cards.ts'

export interface SandboxOptions {
  /** Of the API; any free one where left out. */
  readonly port?: number
  /** Where events are sent; see `deliverTo`. */
  readonly invocationUrl?: string
  readonly skill?: SandboxSkill
  /** Random ones where left out. Both `''`: events are not signed. */
  readonly signatureKeys?: SandboxKeys
  /** Digits. */
  readonly enterpriseId?: string
  /** The shape of events; `string-ids`, as in real ones, where left out. */
  readonly eventForm?: EventForm
  /** How long the tokens of an event last; 24 hours where left out, as in Box. */
  readonly tokenLifetimeMs?: number
  /** How long a representation is `pending` once it was asked for; 100 where left out. */
  readonly representationDelayMs?: number
  /**
   * Whether a file's list of representations shows `none` until the address of one is asked, which begins its making:
   * how Box documents it. Where left out, the list itself begins it.
   */
  readonly representationsOnDemand?: boolean
  /** 4 attempts, 1 s before the second one and 10 s for the answer where left out. */
  readonly redelivery?: Partial<Redelivery>
  /** The clock, milliseconds since the epoch, for token lifetimes and time stamps. */
  readonly now?: () => number
}

export interface UploadRequest {
  readonly name: string
  readonly content: ContentSource
  /** The root folder where left out. */
  readonly parentId?: string
}

/** A change that fires an event. */
export interface FiredFile extends SandboxFile {
  /**
   * The attempts to deliver the event: ends with an answer of 200, when the attempts are used up or when the sandbox
   * closes; never rejects. Empty where there is no invocation URL.
   */
  readonly delivered: Promise<readonly DeliveryAttempt[]>
}

/** What a listener is told. */
export type SandboxChange =
  | { readonly type: 'file'; readonly change: FileChangeKind; readonly file: SandboxFile }
  | { readonly type: 'cards'; readonly write: CardWrite }
  | { readonly type: 'delivery'; readonly attempt: DeliveryAttempt }

/**
 * A local Box: a server that behaves as Box does for a skill. Whatever Box would refuse, these methods refuse with
 * `SKR_SANDBOX_REFUSED`.
 */
export interface Sandbox {
  /** Of the API, without `/2.0`: what `box.apiUrl` of a runner is set to. */
  readonly url: string
  /** Of the upload calls, without `/2.0`. */
  readonly uploadUrl: string
  /** Where downloads are redirected to: another port, which refuses every token. */
  readonly downloadUrl: string
  /** A token that may do anything; it expires only with the sandbox. */
  readonly ownerToken: string
  readonly keys: SandboxKeys
  readonly skill: SandboxSkill
  readonly enterpriseId: string
  readonly faults: Faults

  /** Sends the events of all further changes to `url`, or nowhere. As in Box, what is there already fires nothing. */
  deliverTo(url: string | undefined): void
  /** Adds a file, or a version where `fileId` names one. Throws `SKR_SANDBOX_CONTENT_NOT_READABLE` too. */
  upload(request: UploadRequest | NewVersionRequest): Promise<FiredFile>
  createFolder(name: string, parentId?: string): SandboxFolder
  rename(fileId: string, name: string): SandboxFile
  move(fileId: string, parentId: string): FiredFile
  copy(fileId: string, to: { readonly parentId?: string; readonly name?: string }): FiredFile
  delete(fileId: string): void
  /** Undefined where there is no such file, or no longer. */
  file(fileId: string): SandboxFile | undefined
  files(): readonly SandboxFile[]
  /** Sets what a representation is, in place of what the sandbox would make. */
  setRepresentation(fileId: string, kind: RepresentationKind, setting: RepresentationSetting): void

  /** The cards that stand on the file now. */
  cards(fileId: string): readonly Card[]
  /** Every write that was accepted, oldest first. */
  cardHistory(fileId: string): readonly CardWrite[]
  /** Waits for a write that fits; see `CardsWanted`. Throws `SKR_SANDBOX_NO_CARDS`. */
  waitForCards(fileId: string, wanted?: CardsWanted): Promise<readonly Card[]>

  /** The events made for a file, oldest first. */
  invocations(fileId: string): readonly SandboxInvocation[]
  /** A new signed event for the file, with tokens of its own, that is not sent. */
  event(fileId: string, options?: { readonly form?: EventForm; readonly eventType?: EventType }): SkillEvent
  /** Signs an event anew, such as one whose body a test has changed. */
  sign(event: SkillEvent): SkillEvent
  /** Posts an event exactly as it is, once. Throws `SKR_SANDBOX_NO_INVOCATION_URL`. */
  send(event: SkillEvent): Promise<DeliveryAttempt>
  /** Every attempt to deliver an event, oldest first. */
  deliveries(): readonly DeliveryAttempt[]
  /** The last 10,000 requests, oldest first. */
  requests(): readonly RequestRecord[]
  /** Calls `listener` after each change until the returned function is called. */
  subscribe(listener: (change: SandboxChange) => void): () => void
  /** Ends all deliveries, closes the servers and deletes what was stored. */
  close(): Promise<void>
}

export interface NewVersionRequest {
  readonly fileId: string
  readonly content: ContentSource
  /** Renames the file where given. */
  readonly name?: string
}

export interface SandboxFolder {
  readonly id: string
  readonly name: string
  readonly parentId: string
}
