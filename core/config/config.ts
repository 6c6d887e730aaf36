import type { FileKind } from '../plugin.ts'

/** The whole configuration, checked, interpolated and with every default filled in. */
export interface RunnerConfig {
  readonly server: ServerConfig
  readonly box: BoxConfig
  readonly queue: QueueConfig
  readonly retry: RetryConfig
  readonly cards: CardsConfig
  readonly files: FilesConfig
  readonly pool: PoolConfig
  readonly log: LogConfig
  /** Configured plugin instances by the name that routes use. */
  readonly plugins: Readonly<Record<string, PluginInstanceConfig>>
  readonly routes: readonly RouteConfig[]
}

export interface ServerConfig {
  readonly host: string
  readonly port: number
  /** Port of their own for `/health` and `/metrics`. */
  readonly statusPort?: number
  readonly statusHost: string
  /** Largest event accepted; Box's are a few kilobytes. */
  readonly bodyLimitBytes: number
  /** How long a shutdown waits for running work before it hands the work back. */
  readonly shutdownGraceMs: number
}

export interface SignatureKeys {
  readonly primary: string
  /** `''` where there is none. */
  readonly secondary: string
}

export interface AllowConfig {
  /** Empty: any. */
  readonly skillIds: readonly string[]
  readonly enterpriseIds: readonly string[]
}

export interface AppConfig {
  readonly signatureKeys: SignatureKeys
  readonly allow: AllowConfig
}

export interface BoxConfig {
  /** Without `/2.0`. */
  readonly apiUrl: string
  /** Hosts beside Box's own and the API's that may be sent a token. */
  readonly tokenHosts: readonly string[]
  /** `off` takes events without checking who sent them. */
  readonly signature: 'required' | 'off'
  /** By app name; the app of `POST /skills` is `default`, made from `box.signatureKeys` and `box.allow`. */
  readonly apps: Readonly<Record<string, AppConfig>>
  /** `replace`: the Skills API, which replaces all cards of the file. `merge`: keeps those of other skills. */
  readonly cardMode: 'replace' | 'merge'
  /** Longest wait for an answer to begin, and for a stalled body to go on. */
  readonly timeoutMs: number
  /** Connections to each host. */
  readonly connections: number
}

export interface QueueConfig {
  readonly driver: 'sqlite'
  /** Absolute. */
  readonly path: string
  /** `''`: a key file beside the database. */
  readonly sealKey: string
  /** Longest line of unfinished invocations; beyond it events are answered 503. */
  readonly maxWaiting: number
  /** A lease that is not renewed for this long comes back. */
  readonly leaseMs: number
  /** Days that ended invocations are kept for looking back. */
  readonly historyDays: number
}

export interface RetryConfig {
  /** Tries in all, the first one included. */
  readonly attempts: number
  /** Wait before the second try; doubles with each further one, plus or minus a quarter by chance. */
  readonly firstDelayMs: number
  readonly maxDelayMs: number
}

export interface CardsConfig {
  /** A "processing" status card is written only where the plugins take longer than this. */
  readonly statusCardAfterMs: number
  readonly maxCards: number
  readonly maxEntries: number
  readonly maxTextChars: number
  readonly maxTitleChars: number
}

export interface FilesConfig {
  /** Largest file that is downloaded, for routes without a limit of their own. */
  readonly maxFileBytes: number
  /** Longest whole download of one file. */
  readonly downloadTimeoutMs: number
  /** Longest wait for a representation that Box is still making. */
  readonly representationTimeoutMs: number
  /** Absolute; where downloaded files stand while they are worked on. */
  readonly tempDir: string
}

export interface PoolConfig {
  /** Worker threads at work at the same time, in all. Each plugin has one of its own besides, and those that it asks for. */
  readonly threads: number
  /** A thread that had nothing to do for so long is put away. */
  readonly idleMs: number
}

export interface LogConfig {
  readonly level: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export interface PluginInstanceConfig {
  /** A package name, or a folder or file (absolute after loading). */
  readonly use: string
  readonly options: Readonly<Record<string, unknown>>
  /** Kept for this plugin, and its most. Undefined: one, and up to `pool.threads` while others leave them free. */
  readonly threads: number | undefined
  /** Runs at once in one thread: 1 for work of the processor, more for work that waits. */
  readonly tasksPerThread: number
  readonly timeoutMs: number
  /** Longest load and `setup` of a worker. */
  readonly setupTimeoutMs: number
  readonly memoryMb: number
  /** Largest result of one run, as JSON. */
  readonly maxOutputBytes: number
  /** Names of the environment variables that this instance may see. */
  readonly secrets: readonly string[]
  /** Whether `file.downloadUrl()` works. */
  readonly downloadUrl: boolean
  /** Whether its code runs in threads of the runner's process, or in processes of its own. */
  readonly isolation: 'thread' | 'process'
  /** What its processes may do beyond reading themselves and the file. */
  readonly permissions: PluginPermissions
}

/** Permissions of Node's own model, for plugins under `"isolation": "process"`. */
export interface PluginPermissions {
  /** Absolute. */
  readonly readPaths: readonly string[]
  /** Absolute; readable, too. */
  readonly writePaths: readonly string[]
  readonly addons: boolean
  readonly childProcesses: boolean
  readonly workers: boolean
}

export interface RouteConfig {
  /** Lower case, without leading dot; `*` is any. Empty where `kinds` decide alone. */
  readonly extensions: readonly string[]
  readonly kinds: readonly FileKind[]
  readonly skillIds: readonly string[]
  readonly parentFolderIds: readonly string[]
  readonly minFileBytes: number | undefined
  readonly maxFileBytes: number | undefined
  /** Instance names, in the order in which their cards stand. */
  readonly plugins: readonly string[]
}
