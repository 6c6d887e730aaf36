import { renderToString } from 'preact-render-to-string'
import type { FilePreview } from '../view.ts'
import { PreviewPage } from './preview-page.tsx'

/** The preview as markup, for the file as it is read without scripts. Every text in it is escaped. */
export function renderPreview(files: readonly FilePreview[]): string {
  return renderToString(<PreviewPage files={files} />)
}
