import '../look/base.css'
import '../look/cards.css'
import '../look/state.css'
import './preview.css'
import { hydrate } from 'preact'
import type { FilePreview } from '../view.ts'
import { PreviewPage } from './preview-page.tsx'

document.documentElement.classList.add('scripted')
const place = document.getElementById('preview')
const data = document.getElementById('data')
if (place !== null && data !== null) {
  const files: readonly FilePreview[] = JSON.parse(data.textContent ?? '')
  hydrate(<PreviewPage files={files} />, place)
}
