import type {
  AllowConfig,
  BoxConfig,
  CardsConfig,
  FilesConfig,
  LogConfig,
  PluginInstanceConfig,
  PoolConfig,
  QueueConfig,
  RetryConfig,
  RouteConfig,
  ServerConfig,
  SignatureKeys,
} from './config.ts'

/** What stands in `skill.config.json` once it has passed the schema: interpolated, with the schema's defaults filled in. */
export interface ConfigFile {
  readonly $schema?: string
  readonly server: ServerConfig
  readonly box: Omit<BoxConfig, 'apps'> & AppForm & { readonly apps: Readonly<Record<string, AppForm>> }
  readonly queue: QueueConfig
  readonly retry: RetryConfig
  readonly cards: CardsConfig
  readonly files: Omit<FilesConfig, 'tempDir'> & { readonly tempDir?: string }
  readonly pool: Omit<PoolConfig, 'threads'> & Partial<Pick<PoolConfig, 'threads'>>
  readonly log: LogConfig
  readonly plugins: Readonly<
    Record<string, Omit<PluginInstanceConfig, 'threads'> & { readonly threads?: number }>
  >
  readonly routes: readonly RouteForm[]
}

/** One app as it stands in the file. */
export interface AppForm {
  readonly signatureKeys?: SignatureKeys
  readonly allow?: AllowConfig
}

type Limits = 'minFileBytes' | 'maxFileBytes'
type RouteForm = Omit<RouteConfig, Limits> & { readonly [K in Limits]?: number }
