/** The text of documents for other plugins: `import { readDocument } from 'box-skill-plugin-document-text/reader'`. */
export type { Document, DocumentKind, DocumentPart, ReadLimits } from './document.ts'
export { documentExtensions, readDocument } from './read-document.ts'
