import { access } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SkillError } from 'box-skill-runner/plugin'

/** The model of one language, as it lies in its package. */
export interface LanguageData {
  /** Tesseract's code, such as `eng` or `chi_sim`. */
  readonly code: string
  /** Path of the gzipped model. */
  readonly path: string
}

/** Tesseract's codes: `eng`, `chi_sim`, `chi_sim_vert`, `uzb_cyrl`. */
export const LANGUAGE_CODE = '^[a-z]{3}(_[a-z]{2,5}){0,2}$'

/** The integer models: a quarter of the size of the others in the package, twice as fast, and seldom less exact. */
const MODEL = '4.0.0_best_int'

/**
 * Finds the models of languages, each in its package `@tesseract.js-data/CODE`: beside this plugin, or where the runner was
 * started. Nothing is downloaded.
 *
 * @throws SkillError with the command that installs them where some are missing.
 */
export async function findLanguages(codes: readonly string[]): Promise<LanguageData[]> {
  const found = await Promise.all(
    [...new Set(codes)].map(async (code) => ({ code, path: await findModel(code) })),
  )
  const missing = found.filter(({ path }) => path === undefined).map(({ code }) => code)
  if (missing.length > 0) {
    const packages = missing.map((code) => `@tesseract.js-data/${code}`).join(' ')
    throw new SkillError(
      'custom_error',
      `The text recognition has no data for ${missing.map((code) => `“${code}”`).join(', ')}. Install it with: npm install ${packages}`,
    )
  }
  return found.flatMap(({ code, path }) => (path === undefined ? [] : [{ code, path }]))
}

async function findModel(code: string): Promise<string | undefined> {
  const require = createRequire(import.meta.url)
  // It comes along with this plugin.
  if (code === 'eng') return require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz')
  if (!new RegExp(LANGUAGE_CODE).test(code)) return undefined
  for (const from of [import.meta.url, pathToFileURL(join(process.cwd(), 'package.json')).href]) {
    try {
      const path = createRequire(from).resolve(`@tesseract.js-data/${code}/${MODEL}/${code}.traineddata.gz`)
      await access(path)
      return path
    } catch {
      // Not there; the next place may have it, and the caller says what is missing.
    }
  }
  return undefined
}
