import '../look/base.css'
import '../look/cards.css'
import '../look/state.css'
import '../look/page.css'
import '../look/file.css'
import { render } from 'preact'
import { App } from './app.tsx'

document.documentElement.classList.add('scripted')
const place = document.getElementById('page')
if (place !== null) render(<App />, place)
