import type { Tags } from './tags.ts'
import { firstText } from './texts.ts'

/** `FUJIFILM X-T4`; the maker is not said twice, as in `Canon Canon EOS R5`. */
export function cameraOf({ ifd0, xmp }: Tags): string | undefined {
  return withMaker(
    firstText(ifd0.Make, xmp['tiff:Make']),
    firstText(ifd0.Model, xmp['tiff:Model'], ifd0.UniqueCameraModel),
  )
}

/** The lens by name, else by what it can do. Phones begin it with the name of the phone, which stands in the row above. */
export function lensOf({ ifd0, exif, xmp }: Tags): string | undefined {
  const name = firstText(exif.LensModel, xmp['aux:Lens'], xmp['exifEX:LensModel'])
  const model = firstText(ifd0.Model)
  if (name !== undefined && model !== undefined && name.startsWith(`${model} `))
    return name.slice(model.length + 1)
  return withMaker(name && firstText(exif.LensMake), name) ?? lensRange(exif.LensSpecification)
}

/** `18–55 mm, f/3.5–5.6`: shortest and longest focal length, and the lowest f-numbers at both. */
function lensRange(value: unknown): string | undefined {
  if (!Array.isArray(value) || value.length !== 4 || !value.every((part) => part > 0 && part < 10_000))
    return undefined
  const [short, long, wide, narrow] = value.map((part: number) => String(Math.round(part * 10) / 10))
  return `${short === long ? short : `${short}–${long}`} mm, f/${wide === narrow ? wide : `${wide}–${narrow}`}`
}

/** `Eastman Kodak Company` and `Casio Computer Co.,Ltd` are known by less. */
const companyWords =
  /[ ,]+(?:corporation|corp\b|company|co\b|ltd|inc\b|imaging|optical|computer|electric|electronics)\b.*$/i

/** The maker is left out where the model begins with one of its words. */
function withMaker(maker: string | undefined, model: string | undefined): string | undefined {
  const brand = maker?.replace(companyWords, '')
  if (brand === undefined || model === undefined) return model ?? brand
  const start = model.toLowerCase()
  return brand.split(' ').some((word) => start.startsWith(word.toLowerCase())) ? model : `${brand} ${model}`
}
