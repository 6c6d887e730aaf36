import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  accessibilityProblems,
  type Browser,
  chromiumPath,
  dropFile,
  scrollsSideways,
  startBrowser,
} from '../support/browser.ts'
import { type Command, runCommand, startCommand } from '../support/command.ts'
import { writePlugin } from '../support/js-plugin.ts'

const hostile = '<img src=x onerror="document.title=\'broken into\'">'
const dot =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

/** Does what the text of its file says; see the switch. */
const run = `
  const text = (await file.text()).trim()
  const stretch = (start, end) => ({ start, end })
  switch (text) {
    case 'fail': console.error('about to fail'); throw new Error('what a day')
    case 'steps': progress(0.5, 'page 5 of 10'); await new Promise((resolve) => signal.addEventListener('abort', resolve)); return []
    case 'hostile': console.log(hostile); return [
      cards.keyword({ title: hostile, entries: [hostile] }),
      cards.transcript({ title: 'Rows', entries: [hostile] }),
      cards.status({ message: hostile }),
    ]
  }
  return [
    cards.keyword({ title: 'Topics', duration: 100, entries: [{ text: 'tide', appears: [stretch(10, 20), stretch(50, 60)] }, 'quay'] }),
    cards.transcript({ title: 'Transcript', entries: Array.from({ length: 8 }, (_, row) => ({ text: 'row ' + row, appears: [stretch(row * 5, row * 5 + 4)] })) }),
    cards.timeline({ title: 'Faces', duration: 100, entries: [
      { text: 'Anne', imageUrl: dot, appears: [stretch(0, 30)] },
      { text: 'Per', imageUrl: 'https://faces.example/per.png' },
    ] }),
    cards.status({ message: 'The last minute is silent.' }),
  ]`

let folder: string
let command: Command
let browser: Browser
let url: string
let page: Page

beforeAll(async () => {
  if (chromiumPath === undefined) return
  folder = await mkdtemp(join(tmpdir(), 'console-page-'))
  await writePlugin(
    join(folder, 'plugin'),
    `const hostile = ${JSON.stringify(hostile)}, dot = ${JSON.stringify(dot)}; ${run}`,
  )
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      plugins: { words: { use: './plugin' } },
      routes: [{ extensions: ['txt'], plugins: ['words'] }],
      cards: { statusCardAfterMs: 100 },
    }),
  )
  await mkdir(join(folder, 'inbox'))
  command = startCommand(['dev', 'inbox', '--console-port', '0'], { cwd: folder })
  const [, found = ''] = await command.printed(/Page: +(http:\S+)/)
  url = found
  browser = await startBrowser()
})
afterAll(async () => {
  if (chromiumPath === undefined) return
  await browser.close()
  command.child.kill('SIGINT')
  await command.ended
  await rm(folder, { recursive: true, force: true })
})

const problems: string[] = []

beforeEach(async () => {
  if (chromiumPath === undefined) return
  await page?.close()
  page = await browser.open()
  problems.length = 0
  // From the first listener on, no dialog of the system opens.
  page.on('filechooser', () => undefined)
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
})

/** Uploads by the button, as a person does, and waits for the file's own page. */
async function upload(name: string, content: string): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Upload files' }).click()
  await (await choosing).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) })
  await page.getByRole('heading', { level: 2, name }).waitFor()
}

/** The state that the page of the shown file says. */
const state = (label: string) => page.locator('.file-head').getByText(label, { exact: true }).waitFor()

describe.skipIf(chromiumPath === undefined)('the page of dev', () => {
  test('says what to do while nothing is there, and has no accessibility problems then', async () => {
    await page.goto(url)
    await page.getByRole('heading', { name: 'Drop a file here' }).waitFor()
    await expect.poll(() => page.locator('main').innerText()).toMatch(/inbox\/[\s\S]*txt\s+words/)
    expect(await accessibilityProblems(page)).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await scrollsSideways(page)).toBe(false)
    expect(problems).toEqual([])
  })

  test('takes a file by its button, and shows it done with its cards', async () => {
    await page.goto(url)
    await upload('meeting.txt', 'all')
    await state('Done')
    const sidebar = page.locator('.sidebar')
    await sidebar.getByText('The last minute is silent.').waitFor()
    expect(await sidebar.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual([
      'Topics',
      'Transcript',
      'Faces',
      'Status',
    ])
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
  })

  test('shows five rows of a transcript until more are asked for', async () => {
    await page.goto(url)
    const rows = page.locator('.rows li:visible')
    await expect.poll(() => rows.count()).toBe(5)
    expect(await rows.nth(1).innerText()).toMatch(/0:05\s*row 1/)
    await page.getByRole('button', { name: 'Show 3 more' }).click()
    expect(await rows.count()).toBe(8)
    await page.getByRole('button', { name: 'Show fewer' }).click()
    expect(await rows.count()).toBe(5)
  })

  test('shows time bars of a pill and of a picture that is clicked', async () => {
    await page.goto(url)
    await page.getByRole('button', { name: 'tide' }).click()
    await page.getByRole('img', { name: 'Appears at: 0:10 to 0:20, 0:50 to 1:00' }).waitFor()
    expect(await page.locator('.timeline .bar').count()).toBe(2)
    await page.getByRole('button', { name: 'tide' }).click()
    expect(await page.locator('.timeline').count()).toBe(0)
    await page.getByRole('button', { name: 'Anne' }).click()
    await page.getByRole('img', { name: 'Appears at: 0:00 to 0:30' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('draws the pictures of cards round in 45 pixels, and loads none from elsewhere', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(url)
    const face = page.getByRole('img', { name: 'Anne' })
    await face.waitFor()
    expect(await face.boundingBox()).toMatchObject({ width: 45, height: 45 })
    await page.getByRole('img', { name: 'Per: Picture from faces.example, not loaded here' }).waitFor()
    await page.getByText('Box loads 1 of 2 pictures from faces.example').waitFor()
    expect(asked.filter((address) => !address.startsWith(url) && !address.startsWith('data:'))).toEqual([])
  })

  test('takes a file that is dropped on it', async () => {
    await page.goto(url)
    await page.getByText('Live').waitFor()
    await dropFile(page, '落とした 📄.txt', 'all')
    await page.getByRole('heading', { level: 2, name: '落とした 📄.txt' }).waitFor()
    await state('Done')
  })

  test('shows a file that is put into the folder', async () => {
    await page.goto(url)
    await writeFile(join(folder, 'inbox', 'from the folder.txt'), 'all')
    await page.getByRole('heading', { level: 2, name: 'from the folder.txt' }).waitFor()
    await state('Done')
  })

  test('shows what failed with its code, what to do, and the log', async () => {
    await page.goto(url)
    await upload('bad.txt', 'fail')
    await state('Failed')
    const happened = page.getByRole('region', { name: 'What happened' })
    await happened.getByText('SKR_RUN_FAILED').waitFor()
    await happened.getByText(/throw a SkillError/).waitFor()
    await happened.getByText('about to fail').waitFor()
    await happened.locator('summary', { hasText: 'Stack' }).click()
    await happened.locator('pre', { hasText: 'Caused by: what a day' }).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('shows how far a running plugin is, and the card that people see meanwhile', async () => {
    await page.goto(url)
    await upload('long.txt', 'steps')
    await state('Running')
    await page.getByText('page 5 of 10').waitFor()
    const bar = page.getByRole('progressbar', { name: 'Progress of words' })
    expect(await bar.getAttribute('value')).toBe('0.5')
    await page.getByText('We’re working on processing your file - please hold!').waitFor()
    expect(await page.getByRole('button', { name: 'Run again' }).isDisabled()).toBe(true)
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('keeps earlier runs and earlier cards', async () => {
    await page.goto(url)
    await upload('twice.txt', 'all')
    await state('Done')
    await page.getByRole('button', { name: 'Run again' }).click()
    await page.locator('.invocation.earlier').waitFor()
    const history = page.getByRole('combobox', { name: 'Card history' })
    await history.waitFor()
    await history.selectOption({ index: 1 })
    await page.locator('.sidebar').getByText('The last minute is silent.').waitFor()
  })

  test('says why a file is not taken', async () => {
    await page.goto(url)
    await page.getByText('Live').waitFor()
    await dropFile(page, ' blanks.txt ', 'x')
    const alert = page.getByRole('alert')
    await alert.getByText(/does not take the file/).waitFor()
    expect(await accessibilityProblems(page)).toEqual([])
    await alert.getByRole('button', { name: 'Dismiss' }).click()
    expect(await alert.innerText()).toBe('')
  })

  test('shows hostile names, cards and log lines as the texts that they are', async () => {
    await page.goto(url)
    await page.getByText('Live').waitFor()
    await dropFile(page, `${hostile}.txt`.replaceAll('/', ''), 'hostile')
    await page.getByRole('heading', { level: 2, name: hostile.replaceAll('/', '') }).waitFor()
    await state('Done')
    await page.locator('.log').getByText(hostile).waitFor()
    expect(await page.locator('.sidebar').getByText(hostile).count()).toBeGreaterThan(2)
    expect(await page.locator('img[src="x"]').count()).toBe(0)
    expect(await page.title()).toBe('Skill Runner')
    expect(problems).toEqual([])
  })

  test('is used with the keyboard alone', async () => {
    await page.goto(url)
    await page.locator('.file-row').first().waitFor()
    const focused = () => page.evaluate<string>("document.activeElement?.textContent?.trim() ?? ''")
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Upload files')
    const choosing = page.waitForEvent('filechooser')
    await page.keyboard.press('Enter')
    await (await choosing).setFiles({ name: 'keys.txt', mimeType: 'text/plain', buffer: Buffer.from('all') })
    await page.getByRole('heading', { level: 2, name: 'keys.txt' }).waitFor()
    await state('Done')
    const reached: string[] = []
    for (let step = 0; step < 60 && !reached.includes('As JSON'); step += 1) {
      await page.keyboard.press('Tab')
      reached.push(await focused())
    }
    expect(reached).toEqual(expect.arrayContaining(['Run again', 'Topics', 'tide', 'Show 3 more', 'As JSON']))
    await page.locator('a.file-row', { hasText: 'meeting.txt' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 2, name: 'meeting.txt' }).waitFor()
    await page.getByRole('button', { name: 'tide' }).focus()
    await page.keyboard.press('Space')
    await page.locator('.timeline').waitFor()
  })

  test('shows the list or one file on a phone, and scrolls to no side', async () => {
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto(url)
    await page.locator('a.file-row', { hasText: 'meeting.txt' }).click()
    await page.getByRole('heading', { level: 2, name: 'meeting.txt' }).waitFor()
    await page.locator('.sidebar').waitFor()
    expect(await page.getByRole('navigation', { name: 'Files' }).isVisible()).toBe(false)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityProblems(page)).toEqual([])
    await page.getByRole('link', { name: 'All files' }).click()
    await page.getByRole('navigation', { name: 'Files' }).waitFor()
    expect(await page.getByRole('article').isVisible()).toBe(false)
    expect(await scrollsSideways(page)).toBe(false)
    expect(await accessibilityProblems(page)).toEqual([])
  })

  test('is as readable in the dark', async () => {
    await page.emulateMedia({ colorScheme: 'dark' })
    for (const name of ['meeting.txt', 'bad.txt', 'long.txt']) {
      await page.goto(url)
      await page.locator('a.file-row', { hasText: name }).click()
      await page.locator('.sidebar').waitFor()
      expect(await accessibilityProblems(page)).toEqual([])
    }
  })

  test('comes back by itself when the command was started anew', async () => {
    const again = (port: string) => startCommand(['dev', 'inbox', '--console-port', port], { cwd: folder })
    const first = again('0')
    const [, address = ''] = await first.printed(/Page: +(http:\S+)/)
    await page.goto(address)
    await page.getByText('Live').waitFor()
    first.child.kill('SIGINT')
    await first.ended
    await page.getByText('Reconnecting …').waitFor()
    const second = again(new URL(address).port)
    await page.getByText('Live').waitFor()
    second.child.kill('SIGINT')
    await second.ended
  })
})

describe.skipIf(chromiumPath === undefined)('run --html', () => {
  test('writes the same preview as one file that works from the disk', async () => {
    await writeFile(join(folder, 'one.txt'), 'all')
    await writeFile(join(folder, 'two.txt'), 'fail')
    const { code, output } = await runCommand(['run', '--html', 'out.html', 'one.txt', 'two.txt'], {
      cwd: folder,
    })
    expect({ code, output }).toMatchObject({ code: 1, output: expect.stringContaining('out.html') })
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(pathToFileURL(join(folder, 'out.html')).href)
    await page.getByRole('button', { name: 'Show 3 more' }).click()
    await expect.poll(() => page.locator('.rows li:visible').count()).toBe(8)
    await page.getByRole('button', { name: 'tide' }).click()
    await page.locator('.timeline').waitFor()
    await page.getByText('SKR_RUN_FAILED').waitFor()
    expect(asked.filter((address) => !/^(file|data):/.test(address))).toEqual([])
    expect(await accessibilityProblems(page)).toEqual([])
    expect(problems).toEqual([])
    await page.setViewportSize({ width: 360, height: 740 })
    expect(await scrollsSideways(page)).toBe(false)
  })

  test('tells of a file that cannot be written, after the cards', async () => {
    const { code, output } = await runCommand(['run', '--html', 'missing/out.html', 'one.txt'], {
      cwd: folder,
    })
    expect(output).toMatch(/one\.txt: succeeded[\s\S]*SKR_CONSOLE_HTML_NOT_WRITTEN/)
    expect(code).toBe(1)
  })
})
