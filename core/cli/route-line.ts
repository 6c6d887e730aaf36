import type { RouteConfig } from '../config/config.ts'

/** A route in one line: `pdf docx -> document-text`. */
export function routeLine({ extensions, kinds, plugins }: RouteConfig): string {
  return `${[...extensions, ...kinds.map((kind) => `(${kind})`)].join(' ')} -> ${plugins.join(', ')}`
}
